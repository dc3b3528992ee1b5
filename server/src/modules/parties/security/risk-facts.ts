// What is known of a caller at the moment of a deed, in the words of the room of risk.

import type { Instant } from '@sycee/kit';
import { BANK_UTC_OFFSET_MINUTES, type Caller } from '#platform';
import type { RiskAction, RiskFacts } from '#risk';
import type { Standing } from '../party.ts';

export type Doing = {
  readonly caller: Caller;
  readonly standing: Standing;
  readonly action: RiskAction;
  readonly amountMinor?: bigint;
  readonly daySumMinor?: bigint;
  readonly isNewPayee?: boolean | undefined;
};

const HOUR_MS = 3_600_000;
const HOURS = 24;

/** The facts of a deed at a moment. */
export function riskFactsOf(now: Instant, doing: Doing): RiskFacts {
  const { caller, standing, action, amountMinor = 0n } = doing;
  return {
    action,
    amountMinor,
    daySumMinor: doing.daySumMinor ?? amountMinor,
    signedInForSeconds: secondsSince(now, caller.signedInAt) ?? 0,
    isFirstSession: standing.joinedAt === caller.signedInAt,
    phoneChangedForSeconds: secondsSince(now, standing.phoneChangedAt),
    pinResetForSeconds: secondsSince(now, standing.pinResetAt),
    isNewPayee: doing.isNewPayee,
    hour: hourOf(now),
  };
}

function secondsSince(now: Instant, at: Instant | null): number | undefined {
  return at === null ? undefined : Math.max(0, (now - at) / 1_000);
}

/** The hour of the bank's day. */
function hourOf(now: Instant): number {
  const bankMs = now + BANK_UTC_OFFSET_MINUTES * 60_000;
  return Math.floor(bankMs / HOUR_MS) % HOURS;
}
