// SQL of corrections of names.

import { idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { CaseId } from '#staff';
import type { PartyId } from './party.ts';
import { correctionContext, nameContext } from './sealed-columns.ts';

export type CorrectionId = Id<'corr'>;

export type NameCorrection = {
  readonly id: CorrectionId;
  readonly partyId: PartyId;
  readonly name: string;
  readonly reason: string;
  readonly state: 'waiting' | 'approved' | 'rejected';
  readonly askedAt: Instant;
};

type Row = {
  id: string;
  party_id: string;
  name_sealed: string;
  reason_sealed: string;
  state: NameCorrection['state'];
  asked_at: Instant;
};

const CORRECTION = `select id, party_id, name_sealed, reason_sealed, state, asked_at
  from parties.name_corrections`;

/** Keeps a request; false while another one waits. */
export async function insertNameCorrection(
  tx: Tx,
  correction: Omit<NameCorrection, 'state' | 'askedAt'> & { caseId: CaseId },
): Promise<boolean> {
  const { id, partyId, name, reason, caseId } = correction;
  const rows = await tx.query(
    `insert into parties.name_corrections
       (id, party_id, name_sealed, reason_sealed, state, asked_at, case_id)
     values ($1, $2, $3, $4, 'waiting', $5, $6)
     on conflict (party_id) where state = 'waiting' do nothing returning 1`,
    [
      uuidOf(id),
      uuidOf(partyId),
      tx.secrets.seal(name, correctionContext(id, 'name')),
      tx.secrets.seal(reason, correctionContext(id, 'reason')),
      isoOf(tx.now),
      uuidOf(caseId),
    ],
  );
  return rows.length === 1;
}

/** A party's requests, newest first. */
export async function selectNameCorrections(tx: Tx, partyId: PartyId): Promise<NameCorrection[]> {
  const rows = await tx.query<Row>(
    `${CORRECTION} where party_id = $1 order by asked_at desc, id desc`,
    [uuidOf(partyId)],
  );
  return rows.map((row) => correctionOf(tx, row));
}

/** The request that a case decides, taken until the transaction ends. */
export async function lockNameCorrection(
  tx: Tx,
  caseId: CaseId,
): Promise<NameCorrection | undefined> {
  const rows = await tx.query<Row>(`${CORRECTION} where case_id = $1 for update`, [uuidOf(caseId)]);
  return rows.map((row) => correctionOf(tx, row))[0];
}

export async function updateNameCorrection(
  tx: Tx,
  id: CorrectionId,
  decision: { state: 'approved' | 'rejected'; decidedBy: string; confirmedBy: string },
): Promise<void> {
  await tx.query(
    `update parties.name_corrections
        set state = $2, decided_at = $3, decided_by = $4, confirmed_by = $5 where id = $1`,
    [uuidOf(id), decision.state, isoOf(tx.now), decision.decidedBy, decision.confirmedBy],
  );
}

/** Puts another name into a party's identity. */
export async function updateName(tx: Tx, partyId: PartyId, name: string): Promise<void> {
  await tx.query('update parties.identities set name_sealed = $2 where party_id = $1', [
    uuidOf(partyId),
    tx.secrets.seal(name, nameContext(partyId)),
  ]);
}

export async function deleteNameCorrections(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('delete from parties.name_corrections where party_id = $1', [uuidOf(partyId)]);
}

function correctionOf(tx: Tx, row: Row): NameCorrection {
  const id = idOf('corr', row.id);
  return {
    id,
    partyId: idOf('party', row.party_id),
    name: tx.secrets.open(row.name_sealed, correctionContext(id, 'name')),
    reason: tx.secrets.open(row.reason_sealed, correctionContext(id, 'reason')),
    state: row.state,
    askedAt: row.asked_at,
  };
}
