// The SQL of step-ups: asked for, proven, used. Payments come in groups, so asking and using are
// done for many at once.

import { idOf, isoOf, uuidOf, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { RiskAction, RiskReason } from './risk-of.ts';
import type { ProvenBy, StepUp, StepUpId, Who } from './step-up.ts';

export type NewStepUp = Who & {
  readonly id: StepUpId;
  readonly action: RiskAction;
  readonly aboutHash: Buffer;
  readonly reasons: readonly RiskReason[];
  readonly expiresAt: Instant;
};

export async function insertStepUps(tx: Tx, asked: readonly NewStepUp[]): Promise<void> {
  await tx.query(
    `insert into risk.step_ups
       (id, subject, session_id, action, about_hash, reasons, created_at, expires_at)
     select id, subject, session, action, about, string_to_array(reasons, ' '), $7, expires
       from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bytea[], $6::text[],
         $8::timestamptz[]) as asked (id, subject, session, action, about, reasons, expires)`,
    [
      asked.map(({ id }) => uuidOf(id)),
      asked.map(({ subject }) => subject),
      asked.map(({ sessionId }) => sessionId),
      asked.map(({ action }) => action),
      asked.map(({ aboutHash }) => aboutHash),
      asked.map(({ reasons }) => reasons.join(' ')),
      isoOf(tx.now),
      asked.map(({ expiresAt }) => isoOf(expiresAt)),
    ],
  );
}

type Row = {
  id: string;
  subject: string;
  session_id: string;
  action: RiskAction;
  reasons: RiskReason[];
  created_at: Instant;
  expires_at: Instant;
  failures: number;
  is_proven: boolean;
};

const STEP_UP = `select id, subject, session_id, action, reasons, created_at, expires_at, failures,
    proven_at is not null as is_proven
  from risk.step_ups where id = $1 and subject = $2 and session_id = $3`;

/** A step-up of a subject in its session; another's is not found. */
export async function selectStepUp(
  tx: Tx,
  { subject, sessionId }: Who,
  id: StepUpId,
): Promise<StepUp | undefined> {
  const rows = await tx.query<Row>(STEP_UP, [uuidOf(id), subject, sessionId]);
  return rows.map(stepUpOf)[0];
}

/** The same, taken until the transaction ends: answers to one come one by one. */
export async function lockStepUp(
  tx: Tx,
  { subject, sessionId }: Who,
  id: StepUpId,
): Promise<StepUp | undefined> {
  const rows = await tx.query<Row>(`${STEP_UP} for update`, [uuidOf(id), subject, sessionId]);
  return rows.map(stepUpOf)[0];
}

export type Proof = {
  readonly by: ProvenBy;
  /** The decision or passkey challenge it stands on. */
  readonly byId: string;
  readonly tokenHash: Buffer;
  readonly tokenExpiresAt: Instant;
};

/** Marks a step-up as proven; false when the proof has proven another one. */
export async function updateProven(tx: Tx, id: StepUpId, proof: Proof): Promise<boolean> {
  const rows = await tx.query(
    `update risk.step_ups s set proven_by = $2, proven_by_id = $3, proven_at = $4, token_hash = $5,
       token_expires_at = $6
     where id = $1 and not exists (select from risk.step_ups where proven_by_id = $3) returning 1`,
    [uuidOf(id), proof.by, proof.byId, isoOf(tx.now), proof.tokenHash, isoOf(proof.tokenExpiresAt)],
  );
  return rows.length === 1;
}

export async function addFailure(tx: Tx, id: StepUpId): Promise<void> {
  await tx.query('update risk.step_ups set failures = failures + 1 where id = $1', [uuidOf(id)]);
}

/** How many step-ups subjects were asked for after a moment. */
export async function countStepUps(
  tx: Tx,
  subjects: readonly string[],
  after: Instant,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.query<{ subject: string; asked: number }>(
    `select subject, count(*)::integer as asked from risk.step_ups
     where subject = any($1::uuid[]) and created_at > $2 group by subject`,
    [subjects, isoOf(after)],
  );
  return new Map(rows.map(({ subject, asked }) => [subject, asked]));
}

export type ShownToken = Who & { readonly tokenHash: Buffer; readonly aboutHash: Buffer };

/**
 * Uses up tokens, each for what it was proven for, in its session, in time; the step-ups by the hex
 * of their tokens' hashes. Rows are taken in one order.
 */
export async function spendTokens(
  tx: Tx,
  shown: readonly ShownToken[],
): Promise<Map<string, StepUpId>> {
  const rows = await tx.query<{ token: string; id: string }>(
    `with good as (
       select s.id from risk.step_ups s
       join unnest($1::bytea[], $2::uuid[], $3::uuid[], $4::bytea[])
         as shown (token_hash, subject, session_id, about_hash)
         using (token_hash, subject, session_id, about_hash)
       where s.used_at is null and s.token_expires_at > $5
       order by s.id for update of s)
     update risk.step_ups s set used_at = $5 from good where s.id = good.id
     returning encode(s.token_hash, 'hex') as token, s.id`,
    [
      shown.map(({ tokenHash }) => tokenHash),
      shown.map(({ subject }) => subject),
      shown.map(({ sessionId }) => sessionId),
      shown.map(({ aboutHash }) => aboutHash),
      isoOf(tx.now),
    ],
  );
  return new Map(rows.map(({ token, id }) => [token, idOf('step', id)]));
}

/** Whether a token would be good, without using it. */
export async function isTokenGood(tx: Tx, shown: ShownToken): Promise<boolean> {
  const rows = await tx.query(
    `select from risk.step_ups
      where token_hash = $1 and subject = $2 and session_id = $3 and about_hash = $4
        and used_at is null and token_expires_at > $5`,
    [shown.tokenHash, shown.subject, shown.sessionId, shown.aboutHash, isoOf(tx.now)],
  );
  return rows.length === 1;
}

function stepUpOf(row: Row): StepUp {
  return {
    id: idOf('step', row.id),
    subject: row.subject,
    sessionId: row.session_id,
    action: row.action,
    reasons: row.reasons,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    failures: row.failures,
    isProven: row.is_proven,
  };
}
