// SQL of the steps that somebody who is joining has put off.

import { isoOf, uuidOf } from '@sycee/kit';
import type { Tx } from '#platform';
import type { PartyId } from '../party.ts';
import type { OptionalStep } from './steps.ts';

export async function selectSkips(tx: Tx, partyId: PartyId): Promise<OptionalStep[]> {
  const rows = await tx.query<{ step: OptionalStep }>(
    'select step from parties.joining_skips where party_id = $1',
    [uuidOf(partyId)],
  );
  return rows.map(({ step }) => step);
}

/** Notes that a step is put off; again changes nothing. */
export async function insertSkip(tx: Tx, partyId: PartyId, step: OptionalStep): Promise<void> {
  await tx.query(
    `insert into parties.joining_skips (party_id, step, skipped_at) values ($1, $2, $3)
     on conflict do nothing`,
    [uuidOf(partyId), step, isoOf(tx.now)],
  );
}

export async function deleteSkips(tx: Tx, partyId: PartyId): Promise<void> {
  await tx.query('delete from parties.joining_skips where party_id = $1', [uuidOf(partyId)]);
}
