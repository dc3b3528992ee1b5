// A name that was written wrong, or has changed. The person asks and says why; two of the staff
// decide, because whoever can change a name can take over an account.

import { publish, type Tx } from '#platform';
import { openCase, type CaseDecided } from '#staff';
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
  type NameCorrection,
} from './store-corrections.ts';
import { lockParty } from './store-parties.ts';

/**
 * Asks for another name, as a case of the staff. Refuses `identity_needed`, `name_invalid`,
 * `correction_waiting`.
 */
export async function askForName(
  tx: Tx,
  asked: { partyId: PartyId; name: string; reason: string },
): Promise<NameCorrection> {
  const { partyId } = asked;
  await lockParty(tx, partyId);
  const party = await showParty(tx, partyId);
  if (party.name === null) throw refuse('parties.identity_needed');
  const name = parseName(asked.name);
  const correction = { id: tx.newId('corr'), partyId, name, reason: asked.reason.trim() };
  const caseId = await openCase(tx, {
    kind: 'name_correction',
    partyId,
    reference: correction.id,
    evidence: {
      name_now: party.name,
      name_wanted: name,
      reason: correction.reason,
      id_number: party.idNumber ?? '',
      phone: party.phone,
    },
  });
  if (!(await insertNameCorrection(tx, { ...correction, caseId }))) {
    throw refuse('parties.correction_waiting');
  }
  return { ...correction, state: 'waiting', askedAt: tx.now };
}

/** Carries out what two of the staff decided about a name; what waits no more stays as it is. */
export async function applyNameDecision(tx: Tx, decided: CaseDecided): Promise<void> {
  const correction = await lockNameCorrection(tx, decided.case_id);
  if (correction?.state !== 'waiting') return;
  await updateNameCorrection(tx, correction.id, {
    state: decided.outcome,
    decidedBy: decided.proposed_by,
    confirmedBy: decided.decided_by,
  });
  if (decided.outcome === 'approved') await updateName(tx, correction.partyId, correction.name);
  await publish(tx, nameCorrected(correction.partyId, correction.id));
}
