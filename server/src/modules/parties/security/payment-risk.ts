// What a payment needs beside the PIN. Payments come in groups: the rules and the tokens are asked
// for once, each payment is judged without the database, and what was low is one row for all.

import { uuidOf, type BusinessDate, type Instant, type Refusal } from '@sycee/kit';
import type { Caller, Tx } from '#platform';
import {
  payeeMatters,
  recordDecisions,
  recordLowDecisions,
  riskOf,
  riskRulesOn,
  useStepUps,
  type Deed,
  type RiskReason,
  type RiskRules,
  type StepUpId,
} from '#risk';
import { subjectOf } from '../biometric-subject.ts';
import type { Standing } from '../party.ts';
import { askForMore } from './be-sure.ts';
import { refuse } from './refusals.ts';
import { riskFactsOf } from './risk-facts.ts';

/** A payment that a caller asks for, and the token that came with it. */
export type AskedPayment = {
  readonly caller: Caller;
  readonly deed: Deed;
  readonly token: string | undefined;
};

/** What payments are judged by; `provenBy` has the step-ups of those with a good token. */
export type RiskDesk = {
  readonly rules: RiskRules;
  readonly provenBy: ReadonlyMap<AskedPayment, StepUpId>;
};

/** What is known of a payment when it is judged. */
export type PaymentFacts = {
  readonly standing: Standing;
  readonly amountMinor: bigint;
  readonly daySumMinor: bigint;
  readonly isNewPayee: boolean | undefined;
};

/** A payment's risk: nothing against it, or reasons that a step-up has answered, or has to. */
export type PaymentRisk = {
  readonly asked: AskedPayment;
  readonly amountMinor: bigint;
  readonly reasons: readonly RiskReason[];
  readonly stepUpId: StepUpId | undefined;
};

/** Learns the rules of the day and uses up the tokens that payments bring. */
export async function openRiskDesk(
  tx: Tx,
  on: BusinessDate,
  payments: readonly AskedPayment[],
): Promise<RiskDesk> {
  const shown = payments.flatMap((asked) => {
    const { caller, deed, token } = asked;
    return token === undefined ? [] : [{ asked, who: subjectOf(caller), deed, token }];
  });
  const [rules, used] = await Promise.all([riskRulesOn(tx, on), useStepUps(tx, shown)]);
  const provenBy = new Map<AskedPayment, StepUpId>();
  for (const [index, { asked }] of shown.entries()) {
    const stepUpId = used[index];
    if (stepUpId !== undefined) provenBy.set(asked, stepUpId);
  }
  return { rules, provenBy };
}

/** Whether it has to be known if an amount goes to a new payee. */
export function doesPayeeMatter({ rules }: RiskDesk, amountMinor: bigint): boolean {
  return payeeMatters(rules, amountMinor);
}

/** Judges a payment. */
export function riskOfPayment(
  desk: RiskDesk,
  asked: AskedPayment,
  { now, ...facts }: PaymentFacts & { readonly now: Instant },
): PaymentRisk {
  const { caller, deed } = asked;
  const known = riskFactsOf(now, { caller, action: deed.action, ...facts });
  const { reasons } = riskOf(known, desk.rules);
  const stepUpId = reasons.length === 0 ? undefined : desk.provenBy.get(asked);
  return { asked, amountMinor: facts.amountMinor, reasons, stepUpId };
}

/** Whether more has to be asked for before a payment may be made. */
export function needsMore({ reasons, stepUpId }: PaymentRisk): boolean {
  return reasons.length > 0 && stepUpId === undefined;
}

/** Asks for more, and answers the refusal that says so: it leaves the request open. */
export async function askForPayment(tx: Tx, risk: PaymentRisk): Promise<Refusal> {
  const { asked, reasons, amountMinor } = risk;
  const { caller, deed, token } = asked;
  if (token !== undefined) return refuse('parties.step_up_invalid');
  return askForMore(tx, { caller, deed, reasons, amountMinor });
}

/** Writes down why payments of one kind were allowed; `orderId` names each. */
export async function keepPaymentRisks(
  tx: Tx,
  action: 'transfer' | 'withdrawal',
  allowed: readonly { readonly risk: PaymentRisk; readonly orderId: `pay_${string}` }[],
): Promise<void> {
  const low = allowed.filter(({ risk }) => risk.reasons.length === 0);
  const raised = allowed.filter(({ risk }) => risk.reasons.length > 0);
  await Promise.all([
    low.length === 0
      ? undefined
      : recordLowDecisions(
          tx,
          action,
          low.map(({ risk, orderId }) => {
            const { subject } = subjectOf(risk.asked.caller);
            return { subject, ref: uuidOf(orderId) };
          }),
        ),
    raised.length === 0
      ? undefined
      : recordDecisions(
          tx,
          raised.map(({ risk: { asked, amountMinor, reasons, stepUpId }, orderId }) => {
            const who = subjectOf(asked.caller);
            const outcome = 'allowed' as const;
            return { ...who, action, amountMinor, reasons, outcome, stepUpId, reference: orderId };
          }),
        ),
  ]);
}
