// The bank asks for more than a PIN: what is asked, of whom and why is written down before anybody
// is told.

import { addSeconds, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { aboutHash } from './about-hash.ts';
import type { RiskReason } from './risk-of.ts';
import { insertDecisions } from './store-decisions.ts';
import { countStepUps, insertStepUps } from './store-step-ups.ts';
import { STEP_UP, type Deed, type StepUpId, type Who } from './step-up.ts';

export type Raised = {
  readonly who: Who;
  readonly deed: Deed;
  readonly amountMinor: bigint | null;
  readonly reasons: readonly RiskReason[];
  /** Whether the subject has any way to be proven. */
  readonly hasWay: boolean;
};

/** What to tell: the step-up, that there is no way, or that there were too many today. */
export type AskedFor =
  | { readonly stepUpId: StepUpId; readonly expiresAt: Instant }
  | 'no_way'
  | 'too_many';

/** Asks for a step-up for each, in order. */
export async function askStepUps(tx: Tx, raised: readonly Raised[]): Promise<AskedFor[]> {
  if (raised.length === 0) return [];
  const subjects = [...new Set(raised.map(({ who }) => who.subject))];
  const counted = await countStepUps(tx, subjects, addSeconds(tx.now, -86_400));
  const asked = new Map(counted);
  const expiresAt = addSeconds(tx.now, STEP_UP.lifeSeconds);
  const answers = raised.map(({ who, hasWay }): AskedFor => {
    const before = asked.get(who.subject) ?? 0;
    if (before >= STEP_UP.dayMax) return 'too_many';
    if (!hasWay) return 'no_way';
    asked.set(who.subject, before + 1);
    return { stepUpId: tx.newId('step'), expiresAt };
  });
  await keep(tx, raised, answers);
  return answers;
}

async function keep(
  tx: Tx,
  raised: readonly Raised[],
  answers: readonly AskedFor[],
): Promise<void> {
  const opened = raised.flatMap(({ who, deed, reasons }, index) => {
    const answer = answers[index];
    if (answer === undefined || typeof answer === 'string') return [];
    const { stepUpId: id, expiresAt } = answer;
    const { action } = deed;
    return [{ ...who, id, action, aboutHash: aboutHash(tx, deed), reasons, expiresAt }];
  });
  if (opened.length > 0) await insertStepUps(tx, opened);
  await insertDecisions(
    tx,
    raised.map(({ who, deed, amountMinor, reasons }, index) => {
      const answer = answers[index];
      const stepUpId = typeof answer === 'object' ? answer.stepUpId : undefined;
      const outcome = stepUpId === undefined ? 'no_way' : 'step_up';
      const { action } = deed;
      return { ...who, action, amountMinor, reasons, outcome, stepUpId, reference: undefined };
    }),
  );
}
