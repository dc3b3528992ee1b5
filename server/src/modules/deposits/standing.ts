// Where an account stands while payments are judged: what it can still send and hold. Pure, so that
// many payments of one transaction can be judged in order before any of them is written.

/** Minor units; all but the balance may be below zero when a limit was lowered. */
export type Standing = {
  /** Posted less what is held for outgoing transfers. */
  readonly availableMinor: bigint;
  readonly daySentMinor: bigint;
  readonly dayLeftMinor: bigint;
  readonly yearLeftMinor: bigint;
  /** What it may still receive; null without a maximum. */
  readonly roomMinor: bigint | null;
};

export type LimitExceeded = { readonly limit: 'day' | 'year'; readonly leftMinor: bigint };

/** Which sending limit an amount would exceed; undefined for none. */
export function exceededBy(
  { dayLeftMinor, yearLeftMinor }: Standing,
  amountMinor: bigint,
): LimitExceeded | undefined {
  const [dayLeft, yearLeft] = [notBelowZero(dayLeftMinor), notBelowZero(yearLeftMinor)];
  if (amountMinor > dayLeft) return { limit: 'day', leftMinor: dayLeft };
  if (amountMinor > yearLeft) return { limit: 'year', leftMinor: yearLeft };
  return undefined;
}

/** A transfer that is held has left what is available, but not the balance. */
type Moved = { readonly amountMinor: bigint; readonly held: boolean };

export function afterSending(standing: Standing, { amountMinor, held }: Moved): Standing {
  return {
    availableMinor: standing.availableMinor - amountMinor,
    daySentMinor: standing.daySentMinor + amountMinor,
    dayLeftMinor: standing.dayLeftMinor - amountMinor,
    yearLeftMinor: standing.yearLeftMinor - amountMinor,
    roomMinor:
      standing.roomMinor === null || held ? standing.roomMinor : standing.roomMinor + amountMinor,
  };
}

export function afterReceiving(standing: Standing, { amountMinor, held }: Moved): Standing {
  return {
    ...standing,
    availableMinor: held ? standing.availableMinor : standing.availableMinor + amountMinor,
    roomMinor: standing.roomMinor === null ? null : standing.roomMinor - amountMinor,
  };
}

export function notBelowZero(amountMinor: bigint): bigint {
  return amountMinor < 0n ? 0n : amountMinor;
}
