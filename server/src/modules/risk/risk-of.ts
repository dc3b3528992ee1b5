// How risky something is: from what is known and the thresholds of the day, every reason why a PIN
// is not enough. It has no clock and no database, so that every outcome is a row of a table.

/** What may need more than a PIN. */
export const RISK_ACTIONS = [
  'transfer',
  'withdrawal',
  'phone_change',
  'pin_reset',
  'passkey_add',
  'passkey_removal',
  'biometric_enrolment',
  'unfreeze',
] as const;
export type RiskAction = (typeof RISK_ACTIONS)[number];

/** What may speak against it, the gravest first. */
export const RISK_REASONS = [
  'always',
  'pin_reset',
  'phone_changed',
  'new_device',
  'new_payee',
  'unusual_hour',
  'day_sum',
] as const;
export type RiskReason = (typeof RISK_REASONS)[number];

/** What is known of an action at its moment. */
export type RiskFacts = {
  readonly action: RiskAction;
  /** Zero for what has none. */
  readonly amountMinor: bigint;
  /** With this one. */
  readonly daySumMinor: bigint;
  readonly signedInForSeconds: number;
  /** Signed in here since the person joined: whoever that is, is the customer. */
  readonly isFirstSession: boolean;
  /** Seconds since; undefined: never. */
  readonly phoneChangedForSeconds: number | undefined;
  readonly pinResetForSeconds: number | undefined;
  /** Undefined: it has no payee, or it does not matter for so little. */
  readonly isNewPayee: boolean | undefined;
  /** The hour of the bank's day, 0 to 23. */
  readonly hour: number;
};

export type RiskTerms = {
  readonly newDeviceSeconds: number;
  readonly changeSeconds: number;
  readonly unusualFromHour: number;
  readonly unusualToHour: number;
};

/** From which amount on a reason raises an action; null and missing: never. */
export type Thresholds = ReadonlyMap<`${RiskAction} ${RiskReason}`, bigint | null>;

export type RiskRules = { readonly terms: RiskTerms; readonly thresholds: Thresholds };

export type Risk =
  | { readonly level: 'low'; readonly reasons: readonly [] }
  | { readonly level: 'raised'; readonly reasons: readonly RiskReason[] };

/** The level of an action, and every reason why it is raised, the gravest first. */
export function riskOf(facts: RiskFacts, rules: RiskRules): Risk {
  const reasons = RISK_REASONS.filter(
    (reason) => reaches(facts, rules, reason) && holds(facts, rules.terms, reason),
  );
  return reasons.length === 0 ? { level: 'low', reasons: [] } : { level: 'raised', reasons };
}

/** Whether a payee's being new could raise a transfer of an amount: else nobody needs to ask. */
export function payeeMatters({ thresholds }: RiskRules, amountMinor: bigint): boolean {
  const from = thresholds.get('transfer new_payee') ?? null;
  return from !== null && amountMinor >= from;
}

/** Whether the threshold of a reason is reached; the day's sum is measured against its own. */
function reaches(facts: RiskFacts, { thresholds }: RiskRules, reason: RiskReason): boolean {
  const from = thresholds.get(`${facts.action} ${reason}`) ?? null;
  if (from === null) return false;
  return (reason === 'day_sum' ? facts.daySumMinor : facts.amountMinor) >= from;
}

function holds(facts: RiskFacts, terms: RiskTerms, reason: RiskReason): boolean {
  switch (reason) {
    case 'always':
    case 'day_sum':
      return true;
    case 'new_device':
      return !facts.isFirstSession && facts.signedInForSeconds < terms.newDeviceSeconds;
    case 'phone_changed':
      return isWithin(facts.phoneChangedForSeconds, terms);
    case 'pin_reset':
      return isWithin(facts.pinResetForSeconds, terms);
    case 'new_payee':
      return facts.isNewPayee === true;
    case 'unusual_hour':
      return facts.hour >= terms.unusualFromHour && facts.hour < terms.unusualToHour;
  }
}

function isWithin(seconds: number | undefined, { changeSeconds }: RiskTerms): boolean {
  return seconds !== undefined && seconds < changeSeconds;
}
