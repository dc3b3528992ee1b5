// The SQL of verifications and what they were spent on.

import { isoOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { BiometricKind, Subject } from './subject.ts';

export type Verification = { readonly decisionId: string; readonly kind: BiometricKind };

/** What a verification may be spent on. */
export type SpentOn = 'enrolment' | 'pin_reset' | 'step_up';

/**
 * The latest accepted verification after a moment that is not spent and whose template stands; a
 * face before a voice, which says less.
 */
export async function readFreshVerification(
  tx: Tx,
  asked: {
    readonly subject: Subject;
    readonly sessionId: string;
    readonly after: Instant;
    readonly kinds: readonly BiometricKind[];
  },
): Promise<Verification | undefined> {
  const [row] = await tx.query<Verification>(
    `select d.id as "decisionId", d.kind
     from biometrics.decisions d
     join biometrics.templates t
       on (t.subject, t.kind) = (d.subject, d.kind) and t.enrolled_at <= d.decided_at
     where d.subject = $1 and d.session_id = $2 and d.decided_at > $3 and d.kind = any($4)
       and d.purpose = 'verify' and d.outcome = 'accepted'
       and not exists (
         select from biometrics.spent_verifications s where s.decision_id = d.id)
     order by d.kind = 'face' desc, d.decided_at desc, d.id desc limit 1`,
    [asked.subject, asked.sessionId, isoOf(asked.after), asked.kinds],
  );
  return row;
}

/** Writes what a verification was spent on; false when it was spent before. */
export async function insertSpentVerification(
  tx: Tx,
  decisionId: string,
  on: SpentOn,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into biometrics.spent_verifications (decision_id, spent_on, spent_at)
     values ($1, $2, $3) on conflict (decision_id) do nothing returning 1`,
    [decisionId, on, isoOf(tx.now)],
  );
  return rows.length === 1;
}
