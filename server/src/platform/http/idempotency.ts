// One answer for one key. The answer is written in the transaction of the work it answers for, so
// that after any crash either both are there or neither, and a repeated request is safe.

import { createHash } from 'node:crypto';
import { isoOf, Refusal, uuidOf } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import { refusePlatform } from '../refusals.ts';
import type { Caller } from './route.ts';

/** What a client is told: a status and a body that is JSON. */
export type Answer = { readonly status: number; readonly body: unknown };

export type KeyedRequest = {
  readonly caller: Caller;
  readonly key: string;
  readonly operation: string;
  /** Everything that makes the request what it is. */
  readonly input: object;
};

const KEY_SHAPE = /^[A-Za-z0-9_-]{8,64}$/;

export function isIdempotencyKey(text: string): boolean {
  return KEY_SHAPE.test(text);
}

/**
 * Answers from the key's record, or does the work and keeps its answer. Raises
 * idempotency_key_reused for another request under the key, idempotency_in_flight while the same
 * key is being worked on by another connection.
 */
export async function answerOnce(
  tx: Tx,
  request: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<Answer & { readonly replayed: boolean }> {
  const scope = uuidOf(request.caller.partyId);
  const hash = hashOf(request.input);
  const kept = await takeKey(tx, scope, request.key);
  if (kept !== undefined) {
    const isSame = kept.operation === request.operation && kept.request_hash.equals(hash);
    if (!isSame) throw refusePlatform('platform.idempotency_key_reused');
    return { status: kept.status, body: kept.answer, replayed: true };
  }
  const answer = await work();
  await tx.query(
    `insert into platform.idempotency_keys
       (scope, key, operation, request_hash, status, answer, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      scope,
      request.key,
      request.operation,
      hash,
      answer.status,
      JSON.stringify(answer.body ?? null),
      isoOf(tx.now),
    ],
  );
  return { ...answer, replayed: false };
}

/**
 * Runs a use case so that a refusal it throws undoes its work but not the transaction, in which
 * the refusal is kept as the key's answer. One that may succeed later is not kept: it is thrown on.
 */
export async function withKeptRefusal<T>(tx: Tx, useCase: () => Promise<T>): Promise<T | Refusal> {
  await tx.query('savepoint use_case');
  try {
    return await useCase();
  } catch (error) {
    if (!(error instanceof Refusal) || error.definition.retryable === true) throw error;
    await tx.query('rollback to savepoint use_case');
    return error;
  }
}

type KeptRow = { operation: string; request_hash: Buffer; status: number; answer: unknown };

const TRY_LOCK = `
  select pg_try_advisory_xact_lock(hashtextextended($1, 1)) as taken`;
const FIND = `
  select operation, request_hash, status, answer
    from platform.idempotency_keys where scope = $1 and key = $2`;

/** Takes the key until the commit; tells what is kept under it. */
async function takeKey(tx: Tx, scope: string, key: string): Promise<KeptRow | undefined> {
  // On one connection the second statement runs after the first, and sees what is committed then.
  const [[lock], [kept]] = await Promise.all([
    tx.query<{ taken: boolean }>(TRY_LOCK, [`${scope} ${key}`]),
    tx.query<KeptRow>(FIND, [scope, key]),
  ]);
  if (lock?.taken !== true) throw refusePlatform('platform.idempotency_in_flight');
  return kept;
}

function hashOf(input: object): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(ordered(input)))
    .digest();
}

/** The same value with members in one order, so that their order on the wire does not matter. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, ordered(member)]));
}
