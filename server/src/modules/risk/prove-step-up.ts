// A step-up is proven: whoever called has checked a passkey, a face or a voice, and gets a token
// that is good once, for what was asked, in this session.

import { addSeconds, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { addFailure, lockStepUp, selectStepUp, updateProven } from './store-step-ups.ts';
import { STEP_UP, type ProvenBy, type StepUp, type StepUpId, type Who } from './step-up.ts';

/** A step-up as it stands; undefined for another subject's or session's. */
export async function stepUpOf(tx: Tx, who: Who, id: StepUpId): Promise<StepUp | undefined> {
  return selectStepUp(tx, who, id);
}

/** A step-up that waits for its proof, taken until the commit; or why there is none. */
export async function takeOpenStepUp(
  tx: Tx,
  who: Who,
  id: StepUpId,
): Promise<StepUp | 'unknown' | 'over'> {
  const stepUp = await lockStepUp(tx, who, id);
  if (stepUp === undefined) return 'unknown';
  const { expiresAt, isProven, failures } = stepUp;
  const isOver = isProven || expiresAt <= tx.now || failures >= STEP_UP.triesMax;
  return isOver ? 'over' : stepUp;
}

/** Counts a wrong answer and tells how many more there may be. */
export async function failStepUp(tx: Tx, { id, failures }: StepUp): Promise<number> {
  await addFailure(tx, id);
  return STEP_UP.triesMax - failures - 1;
}

export type StepUpToken = { readonly token: string; readonly expiresAt: Instant };

/** Gives the token of a proven step-up; undefined when `byId` has proven something before. */
export async function proveStepUp(
  tx: Tx,
  { id }: StepUp,
  { by, byId }: { readonly by: ProvenBy; readonly byId: string },
): Promise<StepUpToken | undefined> {
  const token = tx.secrets.randomToken();
  const expiresAt = addSeconds(tx.now, STEP_UP.tokenSeconds);
  const tokenHash = tx.secrets.sha256(token);
  const isNew = await updateProven(tx, id, { by, byId, tokenHash, tokenExpiresAt: expiresAt });
  return isNew ? { token, expiresAt } : undefined;
}
