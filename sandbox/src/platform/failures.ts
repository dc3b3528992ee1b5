// Failure switches: how the next requests to a part of the world outside go wrong, as networks and
// other banks do. The switch is a row, so it outlives the process, and is used up one by one.

import type { Tx } from './database.ts';

export const TARGETS = ['card-bank', 'sms', 'watch-list', 'document-reader'] as const;
export type Target = (typeof TARGETS)[number];

export const FAILURE_MODES = [
  'none',
  'slow',
  'down',
  'lost_answer',
  'late_answer',
  'duplicate',
  'lost_request',
] as const;
export type FailureMode = (typeof FAILURE_MODES)[number];

export type Failure = {
  readonly target: Target;
  readonly mode: FailureMode;
  readonly delay_ms: number;
  /** How many requests still fail; null: all, until the switch is changed. */
  readonly count: number | null;
};

/** Long enough for a spinner, and long enough for any client to have given up. */
const DELAY_MS: Partial<Record<FailureMode, number>> = { slow: 3_000, late_answer: 20_000 };

/** Sets a switch; without a delay the mode's own is taken. */
export async function setFailure(
  tx: Tx,
  { target, mode, delay_ms, count }: Partial<Failure> & Pick<Failure, 'target' | 'mode'>,
): Promise<Failure> {
  const failure: Failure = {
    target,
    mode,
    delay_ms: delay_ms ?? DELAY_MS[mode] ?? 0,
    count: mode === 'none' ? null : (count ?? null),
  };
  await tx.query(
    `insert into platform.failures (target, mode, delay_ms, requests_left)
     values ($1, $2, $3, $4)
     on conflict (target) do update set mode = excluded.mode, delay_ms = excluded.delay_ms,
       requests_left = excluded.requests_left`,
    [failure.target, failure.mode, failure.delay_ms, failure.count],
  );
  return failure;
}

/** All switches as they stand. */
export async function failuresNow(tx: Tx): Promise<Failure[]> {
  const rows = await tx.query<Failure>(
    `select target, mode, delay_ms, requests_left as count from platform.failures
     where requests_left is null or requests_left > 0`,
  );
  return TARGETS.map(
    (target) =>
      rows.find((row) => row.target === target) ?? {
        target,
        mode: 'none',
        delay_ms: 0,
        count: null,
      },
  );
}

/** Takes the failure that the next request to a target meets, and counts it. */
export async function takeFailure(
  tx: Tx,
  target: Target,
): Promise<Pick<Failure, 'mode' | 'delay_ms'>> {
  const [row] = await tx.query<Pick<Failure, 'mode' | 'delay_ms'>>(
    `update platform.failures set requests_left = requests_left - 1
     where target = $1 and mode <> 'none' and (requests_left is null or requests_left > 0)
     returning mode, delay_ms`,
    [target],
  );
  return row ?? { mode: 'none', delay_ms: 0 };
}
