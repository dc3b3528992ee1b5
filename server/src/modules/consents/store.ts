// All SQL of this module.

import { idOf, isoOf, uuidOf, type BusinessDate, type Id, type Instant } from '@sycee/kit';
import type { Locale, Tx } from '#platform';
import type { ConsentText, CurrentVersion, PartyId, Purpose } from './purposes.ts';
import type { Receipt, ReceiptId } from './purposes.ts';

/** What is shown on a day, of every purpose that is offered then. */
export async function selectCurrentVersions(tx: Tx, on: BusinessDate): Promise<CurrentVersion[]> {
  return tx.query<CurrentVersion>(
    `select distinct on (purpose) purpose, version, effective_from as "effectiveFrom",
       max(version) filter (where asks_again) over (partition by purpose) as "countsFrom"
     from consents.versions where effective_from <= $1 order by purpose, version desc`,
    [on],
  );
}

/** The words of given versions, in both languages. */
export async function selectTexts(
  tx: Tx,
  versions: readonly { readonly purpose: Purpose; readonly version: number }[],
): Promise<ConsentText[]> {
  return tx.query<ConsentText>(
    `select t.purpose, t.version, t.locale, t.title, t.what, t.why, t.how_long as "howLong",
       t.with_whom as "withWhom"
     from consents.texts t
     join unnest($1::text[], $2::int[]) as wanted (purpose, version) using (purpose, version)`,
    [versions.map(({ purpose }) => purpose), versions.map(({ version }) => version)],
  );
}

/** Holds a person's answer to a purpose until the commit: shared to rely on it, alone to change. */
export async function holdConsent(
  tx: Tx,
  partyId: PartyId,
  purpose: Purpose,
  to: 'rely' | 'decide',
): Promise<void> {
  const lock = to === 'rely' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.query(`select ${lock}(hashtextextended($1, 3))`, [`${partyId} ${purpose}`]);
}

type ReceiptRow = {
  id: string;
  party_id: string;
  purpose: Purpose;
  version: number;
  locale: Locale;
  text_hash: Buffer;
  decision: Receipt['decision'];
  follows: string | null;
  decided_at: Instant;
  session_id: string | null;
  device_id: string | null;
};

const RECEIPT = `select id, party_id, purpose, version, locale, text_hash, decision, follows,
  decided_at, session_id, device_id from consents.receipts`;

/** The last decision of each purpose: the one that no other follows. */
export async function selectLastReceipts(tx: Tx, partyId: PartyId): Promise<Receipt[]> {
  const rows = await tx.query<ReceiptRow>(
    `${RECEIPT} as r where party_id = $1 and not exists (
       select from consents.receipts as next
        where next.party_id = r.party_id and next.purpose = r.purpose and next.follows = r.id)`,
    [uuidOf(partyId)],
  );
  return rows.map(receiptOf);
}

/** All decisions of a person, newest first. */
export async function selectReceipts(tx: Tx, partyId: PartyId): Promise<Receipt[]> {
  const rows = await tx.query<ReceiptRow>(
    `${RECEIPT} where party_id = $1 order by decided_at desc, id desc`,
    [uuidOf(partyId)],
  );
  return rows.map(receiptOf);
}

export async function selectReceipt(
  tx: Tx,
  partyId: PartyId,
  id: ReceiptId,
): Promise<Receipt | undefined> {
  const rows = await tx.query<ReceiptRow>(`${RECEIPT} where party_id = $1 and id = $2`, [
    uuidOf(partyId),
    uuidOf(id),
  ]);
  return rows.map(receiptOf)[0];
}

export async function insertReceipt(tx: Tx, receipt: Receipt): Promise<void> {
  await tx.query(
    `insert into consents.receipts (id, party_id, purpose, version, locale, text_hash, decision,
       follows, decided_at, session_id, device_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      uuidOf(receipt.id),
      uuidOf(receipt.partyId),
      receipt.purpose,
      receipt.version,
      receipt.locale,
      receipt.textHash,
      receipt.decision,
      uuidOrNull(receipt.follows),
      isoOf(receipt.decidedAt),
      uuidOrNull(receipt.sessionId),
      uuidOrNull(receipt.deviceId),
    ],
  );
}

function uuidOrNull(id: Id | null): string | null {
  return id === null ? null : uuidOf(id);
}

function receiptOf(row: ReceiptRow): Receipt {
  return {
    id: idOf('cons', row.id),
    partyId: idOf('party', row.party_id),
    purpose: row.purpose,
    version: row.version,
    locale: row.locale,
    textHash: row.text_hash,
    decision: row.decision,
    follows: row.follows === null ? null : idOf('cons', row.follows),
    decidedAt: row.decided_at,
    sessionId: row.session_id === null ? null : idOf('sess', row.session_id),
    deviceId: row.device_id === null ? null : idOf('dev', row.device_id),
  };
}
