// The SQL of decisions about risk: one row for each that says more than "low", one row for all low
// ones of a group.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { RiskAction, RiskReason } from './risk-of.ts';
import type { StepUpId, Who } from './step-up.ts';

export type Decision = Who & {
  readonly action: RiskAction;
  readonly amountMinor: bigint | null;
  readonly reasons: readonly RiskReason[];
  readonly outcome: 'allowed' | 'allowed_later' | 'step_up' | 'no_way';
  readonly stepUpId: StepUpId | undefined;
  /** What was allowed, as its room names it. */
  readonly reference: string | undefined;
};

export async function insertDecisions(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  await tx.query(
    `insert into risk.decisions (id, subject, session_id, action, amount_minor, level, outcome,
       reasons, step_up_id, reference, decided_at)
     select id, subject, session, action, amount,
       case when reasons = '' then 'low' else 'raised' end, outcome,
       string_to_array(reasons, ' '), step_up, reference, $10
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::text[],
         $7::text[], $8::uuid[], $9::text[])
         as made (id, subject, session, action, amount, outcome, reasons, step_up, reference)`,
    [
      decisions.map(() => uuidOf(tx.newId('risk'))),
      decisions.map(({ subject }) => subject),
      decisions.map(({ sessionId }) => sessionId),
      decisions.map(({ action }) => action),
      decisions.map(({ amountMinor }) => amountMinor),
      decisions.map(({ outcome }) => outcome),
      decisions.map(({ reasons }) => reasons.join(' ')),
      decisions.map(({ stepUpId }) => (stepUpId === undefined ? null : uuidOf(stepUpId))),
      decisions.map(({ reference }) => reference ?? null),
      isoOf(tx.now),
    ],
  );
}

/** Writes down that nothing spoke against what subjects did; `refs` are uuids. */
export async function insertLowDecisions(
  tx: Tx,
  action: RiskAction,
  done: readonly { readonly subject: string; readonly ref: string }[],
): Promise<void> {
  await tx.query(
    `insert into risk.low_decisions (id, action, decided_at, subjects, refs)
     values ($1, $2, $3, $4, $5)`,
    [
      uuidOf(tx.newId('risk')),
      action,
      isoOf(tx.now),
      done.map(({ subject }) => subject),
      done.map(({ ref }) => ref),
    ],
  );
}

export type KnownDecision = Pick<Decision, 'action' | 'reasons' | 'outcome'> & {
  readonly stepUpId: StepUpId | null;
  readonly decidedAt: Instant;
};

/** What was decided about a subject one by one, newest first. */
export async function selectDecisions(tx: Tx, subject: string): Promise<KnownDecision[]> {
  const rows = await tx.query<{
    action: RiskAction;
    reasons: RiskReason[];
    outcome: Decision['outcome'];
    step_up_id: string | null;
    decided_at: Instant;
  }>(
    `select action, reasons, outcome, step_up_id, decided_at from risk.decisions
     where subject = $1 order by decided_at desc, id desc`,
    [subject],
  );
  return rows.map((row) => ({
    action: row.action,
    reasons: row.reasons,
    outcome: row.outcome,
    stepUpId: row.step_up_id === null ? null : idOf('step', row.step_up_id),
    decidedAt: row.decided_at,
  }));
}
