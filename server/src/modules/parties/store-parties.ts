// The SQL of people. Personal data leaves and enters here only sealed, each field bound to its
// party, so that a row copied to another party cannot be opened.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import { holdIndexes, type Tx } from '#platform';
import type { Language, PartyId, PartyRecord, PartyState, Standing } from './party.ts';
import {
  ID_NUMBER_CONTEXT,
  idNumberContext,
  nameContext,
  PHONE_CONTEXT,
  phoneContext,
} from './sealed-columns.ts';

type PartyRow = {
  id: string;
  phone_sealed: string | null;
  name_sealed: string | null;
  id_number_sealed: string | null;
  language: Language;
  state: PartyState;
  pin_set: boolean;
  under_review: boolean;
  created_at: Instant;
  frozen_at: Instant | null;
  phone_changed_at: Instant | null;
  pin_reset_at: Instant | null;
  cooling_since: Instant | null;
  cooling_until: Instant | null;
};

const PARTY = `
  select p.id, p.phone_sealed, i.name_sealed, i.id_number_sealed, p.language,
    case when p.closed_at is null then p.state else 'closed' end as state,
    n.party_id is not null as pin_set, p.created_at, p.frozen_at, p.phone_changed_at,
    n.reset_at as pin_reset_at, p.cooling_since, p.cooling_until,
    i.party_id is not null and not coalesce(s.is_clear, false) as under_review
  from parties.parties p
  left join parties.identities i on i.party_id = p.id
  left join parties.pins n on n.party_id = p.id
  left join parties.screenings s on s.party_id = p.id`;

/** The parties with these ids, in no order; unknown ids are left out. */
export async function selectParties(tx: Tx, ids: readonly PartyId[]): Promise<PartyRecord[]> {
  const rows = await tx.query<PartyRow>(`${PARTY} where p.id = any($1::uuid[])`, [ids.map(uuidOf)]);
  return rows.map((row) => unsealed(tx, row));
}

export async function selectPartyByPhone(tx: Tx, phone: string): Promise<PartyRecord | undefined> {
  return selectByPhoneIndexes(tx, phoneIndexes(tx, phone));
}

/** The party of a phone, and nobody else can become it until the commit. */
export async function holdPartyByPhone(tx: Tx, phone: string): Promise<PartyRecord | undefined> {
  return selectByPhoneIndexes(tx, await holdIndexes(tx, phone, PHONE_CONTEXT));
}

async function selectByPhoneIndexes(
  tx: Tx,
  indexes: readonly Buffer[],
): Promise<PartyRecord | undefined> {
  const sql = `${PARTY} where p.phone_index = any($1::bytea[]) and p.closed_at is null`;
  const [row] = await tx.query<PartyRow>(sql, [indexes]);
  return row && unsealed(tx, row);
}

/** Takes the party's row until the transaction ends: one change of a party at a time. */
export async function lockParty(tx: Tx, id: PartyId): Promise<void> {
  await tx.query('select from parties.parties where id = $1 for update', [uuidOf(id)]);
}

/** Takes the rows of parties in one order, so that two who take the same never wait crosswise. */
export async function lockParties(tx: Tx, ids: readonly PartyId[]): Promise<void> {
  await tx.query('select from parties.parties where id = any($1::uuid[]) order by id for update', [
    ids.map(uuidOf),
  ]);
}

export async function insertParty(
  tx: Tx,
  party: { id: PartyId; phone: string; language: Language },
): Promise<void> {
  await tx.query(
    `insert into parties.parties (id, phone_sealed, phone_index, language, state, created_at)
     values ($1, $2, $3, $4, 'identity_needed', $5)`,
    [
      uuidOf(party.id),
      tx.secrets.seal(party.phone, phoneContext(party.id)),
      phoneIndex(tx, party.phone),
      party.language,
      isoOf(tx.now),
    ],
  );
}

export async function updateLanguage(tx: Tx, id: PartyId, language: Language): Promise<void> {
  await tx.query('update parties.parties set language = $2 where id = $1', [uuidOf(id), language]);
}

export async function updateState(tx: Tx, id: PartyId, state: PartyState): Promise<void> {
  await tx.query('update parties.parties set state = $2 where id = $1', [uuidOf(id), state]);
}

/** Keeps a party's identity; false when another party has the id number. */
export async function insertIdentity(
  tx: Tx,
  partyId: PartyId,
  identity: { name: string; idNumber: string },
): Promise<boolean> {
  const indexes = await holdIndexes(tx, identity.idNumber, ID_NUMBER_CONTEXT);
  const rows = await tx.query(
    `insert into parties.identities
       (party_id, name_sealed, id_number_sealed, id_number_index, given_at)
     select $1, $2, $3, $4, $5 where not exists (
       select from parties.identities
        where id_number_index = any($6::bytea[]) and closed_at is null)
     returning party_id`,
    [
      uuidOf(partyId),
      tx.secrets.seal(identity.name, nameContext(partyId)),
      tx.secrets.seal(identity.idNumber, idNumberContext(partyId)),
      tx.secrets.blindIndex(identity.idNumber, ID_NUMBER_CONTEXT),
      isoOf(tx.now),
      indexes,
    ],
  );
  return rows.length === 1;
}

export function phoneIndex(tx: Tx, phone: string): Buffer {
  return tx.secrets.blindIndex(phone, PHONE_CONTEXT);
}

/** Every form a phone may be found under while keys change. */
export function phoneIndexes(tx: Tx, phone: string): Buffer[] {
  return tx.secrets.blindIndexes(phone, PHONE_CONTEXT);
}

/** Opens the rest only for who looks at it: opening costs more than reading the row. */
function unsealed({ secrets }: Tx, row: PartyRow): PartyRecord {
  const id = idOf('party', row.id);
  const opener = (sealed: string | null, context: string): (() => string | null) => {
    let opened: string | null = null;
    return () => (opened ??= sealed === null ? null : secrets.open(sealed, context));
  };
  const phone = opener(row.phone_sealed, phoneContext(id));
  const name = opener(row.name_sealed, nameContext(id))();
  const idNumber = opener(row.id_number_sealed, idNumberContext(id));
  return {
    id,
    get phone() {
      // Nobody knows any more whose phone it was, years after who had it left.
      return phone() ?? '';
    },
    name,
    get idNumber() {
      return idNumber();
    },
    language: row.language,
    state: row.state,
    pinSet: row.pin_set,
    underReview: row.under_review,
    createdAt: row.created_at,
    standing: standingOf(row),
  };
}

function standingOf(row: PartyRow): Standing {
  return {
    joinedAt: row.created_at,
    frozenAt: row.frozen_at,
    phoneChangedAt: row.phone_changed_at,
    pinResetAt: row.pin_reset_at,
    coolingSince: row.cooling_since,
    coolingUntil: row.cooling_until,
  };
}
