// A forgotten PIN can be replaced on a step-up: by a passkey, where the check of a face would do.

import type { Refusal } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import { isStepUpGood, useStepUps, type Deed, type StepUp, type StepUpId } from '#risk';
import { subjectOf } from '../biometric-subject.ts';
import { refuse as refuseParties } from '../refusals.ts';
import { lockPin } from '../store-pins.ts';
import { showStepUp } from './answer-step-up.ts';
import { askForMore } from './be-sure.ts';

const RESET: Deed = { action: 'pin_reset', about: '' };

/** Opens the step-up. Refuses `pin_needed`; returns what `askForMore` says without a way. */
export async function askToReset(tx: Tx, caller: Caller): Promise<StepUp | Refusal> {
  if ((await lockPin(tx, caller.partyId)) === undefined) throw refuseParties('parties.pin_needed');
  const refusal = await askForMore(tx, { caller, deed: RESET, reasons: ['always'] });
  const id = refusal.facts['step_up_id'];
  return id === undefined ? refusal : showStepUp(tx, caller, id as StepUpId);
}

/** Whether a token may reset the caller's PIN; it is not used up. */
export async function mayResetBy(tx: Tx, caller: Caller, token: string): Promise<boolean> {
  return isStepUpGood(tx, { who: subjectOf(caller), deed: RESET, token });
}

/** Uses up a token for the caller's new PIN; undefined when it is no good. */
export async function useForReset(
  tx: Tx,
  caller: Caller,
  token: string,
): Promise<StepUpId | undefined> {
  const [id] = await useStepUps(tx, [{ who: subjectOf(caller), deed: RESET, token }]);
  return id;
}
