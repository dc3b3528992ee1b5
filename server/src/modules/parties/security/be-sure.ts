// Being sure of who asks: what is risky needs more than the PIN, and is told so once it is written
// down. The same request then comes again with the token of an answered step-up.

import { addSeconds, isoOf, type Instant, type Refusal } from '@sycee/kit';
import { businessDate, type Caller, type Tx } from '#platform';
import { askStepUps, isStepUpGood, recordDecisions, riskOf, riskRulesOn, useStepUps } from '#risk';
import type { Deed, RiskReason } from '#risk';
import { subjectOf } from '../biometric-subject.ts';
import { showParty } from '../show-party.ts';
import { lockParty } from '../store-parties.ts';
import { refuse } from './refusals.ts';
import { riskFactsOf } from './risk-facts.ts';
import { waysOf, type Ways } from './ways.ts';

/** Something a caller is about to do, and the token that came with it. */
export type Doing = { readonly deed: Deed; readonly token: string | undefined };

/** Why the PIN was not enough, where a good token has shown more. */
type Grounds = { readonly reasons: readonly RiskReason[]; readonly isLater?: boolean };

/** An enrolment that only the PIN stands for, on a new device, counts a day later. */
const LATER_SECONDS = 86_400;

/**
 * Makes sure that it is the caller who does something. Returns `step_up_needed`,
 * `step_up_unavailable` and `step_up_limit_reached`, so that they stay written; throws `frozen` and
 * `step_up_invalid`.
 */
export async function beSure(tx: Tx, caller: Caller, doing: Doing): Promise<Refusal | undefined> {
  const reasons = await reasonsAgainst(tx, caller, doing);
  if (reasons.length > 0 && doing.token === undefined) {
    return askForMore(tx, { caller, deed: doing.deed, reasons });
  }
  await settle(tx, caller, doing, { reasons });
  return undefined;
}

/** The same without using up a token or deciding anything, while more may still go wrong. */
export async function unsureOf(tx: Tx, caller: Caller, doing: Doing): Promise<Refusal | undefined> {
  const reasons = await reasonsAgainst(tx, caller, doing);
  return reasons.length > 0 && doing.token === undefined
    ? askForMore(tx, { caller, deed: doing.deed, reasons })
    : undefined;
}

/** What an enrolment stands on, and from when on what is enrolled proves the caller. */
export type EnrolmentGrounds = Grounds & { readonly countsFrom: Instant };

/**
 * The same for enrolling something that is to prove the caller later: where nothing can be asked
 * for yet, the PIN alone is enough, but it counts only a day later. Settle what it answers.
 */
export async function groundsToEnrol(
  tx: Tx,
  caller: Caller,
  doing: Doing,
): Promise<EnrolmentGrounds | Refusal> {
  const reasons = await reasonsAgainst(tx, caller, doing);
  if (reasons.length === 0 || doing.token !== undefined) return { reasons, countsFrom: tx.now };
  const ways = await waysOf(tx, caller);
  if (ways.counting.length > 0) {
    return askForMore(tx, { caller, deed: doing.deed, reasons, ways });
  }
  return { reasons, isLater: true, countsFrom: addSeconds(tx.now, LATER_SECONDS) };
}

/** Uses up the token and writes down that it was allowed. Refuses `step_up_invalid`. */
export async function settle(
  tx: Tx,
  caller: Caller,
  { deed, token = '' }: Doing,
  { reasons, isLater = false }: Grounds,
): Promise<void> {
  const who = subjectOf(caller);
  const isProven = reasons.length > 0 && !isLater;
  const [stepUpId] = isProven ? await useStepUps(tx, [{ who, deed, token }]) : [];
  if (isProven && stepUpId === undefined) throw refuse('parties.step_up_invalid');
  const outcome = isLater ? 'allowed_later' : 'allowed';
  const { action } = deed;
  const rest = { amountMinor: null, reference: undefined, stepUpId };
  await recordDecisions(tx, [{ ...who, action, reasons, outcome, ...rest }]);
}

/** Why the PIN is not enough. Refuses `frozen`, and `step_up_invalid` a token that is no good. */
async function reasonsAgainst(
  tx: Tx,
  caller: Caller,
  { deed, token }: Doing,
): Promise<readonly RiskReason[]> {
  await lockParty(tx, caller.partyId);
  const { standing } = await showParty(tx, caller.partyId);
  if (standing.frozenAt !== null && deed.action !== 'unfreeze') throw refuse('parties.frozen');
  const rules = await riskRulesOn(tx, await businessDate(tx));
  const { action } = deed;
  const { reasons } = riskOf(riskFactsOf(tx.now, { caller, standing, action }), rules);
  if (reasons.length === 0 || token === undefined) return reasons;
  const isGood = await isStepUpGood(tx, { who: subjectOf(caller), deed, token });
  if (!isGood) throw refuse('parties.step_up_invalid');
  return reasons;
}

export type ToAsk = {
  readonly caller: Caller;
  readonly deed: Deed;
  readonly reasons: readonly RiskReason[];
  readonly amountMinor?: bigint;
  readonly ways?: Ways;
};

/** Asks for more, and answers the refusal that says so. */
export async function askForMore(tx: Tx, asking: ToAsk): Promise<Refusal> {
  const { caller, deed, reasons, amountMinor = null } = asking;
  const ways = asking.ways ?? (await waysOf(tx, caller));
  const hasWay = ways.counting.length > 0;
  const [asked] = await askStepUps(tx, [
    { who: subjectOf(caller), deed, amountMinor, reasons, hasWay },
  ]);
  const facts = { reasons: reasons.join(' ') };
  if (asked === 'too_many') return refuse('parties.step_up_limit_reached');
  if (asked === undefined || asked === 'no_way') {
    const retry = ways.nextFrom === undefined ? {} : { retry_at: isoOf(ways.nextFrom) };
    return refuse('parties.step_up_unavailable', { ...facts, ...retry });
  }
  const methods = ways.counting.join(' ');
  return refuse('parties.step_up_needed', { step_up_id: asked.stepUpId, ...facts, methods });
}
