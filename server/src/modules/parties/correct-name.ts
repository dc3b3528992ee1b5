// A name that was written wrong, or has changed. The person asks and says why; two of the staff
// decide, because whoever can change a name can take over an account.

import { publish, type Tx } from '#platform';
import { nameCorrected } from './events.ts';
import { parseName } from './name.ts';
import type { PartyId } from './party.ts';
import { refuse } from './refusals.ts';
import { showParty } from './show-party.ts';
import {
  insertNameCorrection,
  lockNameCorrection,
  updateName,
  updateNameCorrection,
  type CorrectionId,
  type NameCorrection,
} from './store-corrections.ts';
import { lockParty } from './store-parties.ts';

/** Asks for another name. Refuses `identity_needed`, `name_invalid`, `correction_waiting`. */
export async function askForName(
  tx: Tx,
  asked: { partyId: PartyId; name: string; reason: string },
): Promise<NameCorrection> {
  const { partyId, reason } = asked;
  await lockParty(tx, partyId);
  const party = await showParty(tx, partyId);
  if (party.name === null) throw refuse('parties.identity_needed');
  const name = parseName(asked.name);
  const correction = { id: tx.newId('corr'), partyId, name, reason: reason.trim() };
  if (!(await insertNameCorrection(tx, correction))) throw refuse('parties.correction_waiting');
  return { ...correction, state: 'waiting', askedAt: tx.now };
}

/**
 * Decides a request: proposed by one of the staff, confirmed by another. Refuses
 * `correction_not_found` for one that does not wait, `four_eyes_needed` for one person alone.
 */
export async function decideName(
  tx: Tx,
  id: CorrectionId,
  decision: { state: 'approved' | 'rejected'; decidedBy: string; confirmedBy: string },
): Promise<void> {
  if (decision.decidedBy === decision.confirmedBy) throw refuse('parties.four_eyes_needed');
  const correction = await lockNameCorrection(tx, id);
  if (correction?.state !== 'waiting') throw refuse('parties.correction_not_found');
  await updateNameCorrection(tx, id, decision);
  if (decision.state === 'approved') await updateName(tx, correction.partyId, correction.name);
  await publish(tx, nameCorrected(correction.partyId, id));
}
