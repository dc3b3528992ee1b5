// The ledger counts time in nanoseconds, so that many movements of one instant have an order.

import { instant, type Instant } from '@sycee/kit';

const NANOSECONDS = 1_000_000n;

/** The first nanosecond of an instant. */
export function timestampOf(at: Instant): bigint {
  return BigInt(at) * NANOSECONDS;
}

/** The instant that a nanosecond lies in. */
export function instantOf(timestamp: bigint): Instant {
  return instant(Number(timestamp / NANOSECONDS));
}
