// The SQL of tries: one row per subject and kind, which is also the lock under which answers come
// one by one.

import { isoOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { Tries } from './attempts.ts';
import type { Trait } from './subject.ts';

type Row = {
  readonly failures: number;
  readonly last_failed_at: Instant | null;
  readonly disabled_at: Instant | null;
};

/** The tries of a trait, its row locked until the transaction ends. */
export async function lockTries(tx: Tx, { subject, kind }: Trait): Promise<Tries> {
  const [row] = await tx.query<Row>(
    `insert into biometrics.attempts as a (subject, kind) values ($1, $2)
     on conflict (subject, kind) do update set failures = a.failures
     returning failures, last_failed_at, disabled_at`,
    [subject, kind],
  );
  return {
    failures: row?.failures ?? 0,
    lastFailedAt: row?.last_failed_at ?? null,
    disabledAt: row?.disabled_at ?? null,
  };
}

/** Writes the tries of a locked trait. */
export async function writeTries(tx: Tx, { subject, kind }: Trait, tries: Tries): Promise<void> {
  const { failures, lastFailedAt, disabledAt } = tries;
  await tx.query(
    `update biometrics.attempts set failures = $3, last_failed_at = $4, disabled_at = $5
     where subject = $1 and kind = $2`,
    [
      subject,
      kind,
      failures,
      lastFailedAt === null ? null : isoOf(lastFailedAt),
      disabledAt === null ? null : isoOf(disabledAt),
    ],
  );
}
