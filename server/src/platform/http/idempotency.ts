// One answer for one key. The answer is written in the transaction of the work it answers for, so
// that after any crash either both are there or neither, and a repeated request is safe.

import { hash } from 'node:crypto';
import { isoOf, Refusal, uuidOf } from '@sycee/kit';
import type { Tx } from '../database/transaction.ts';
import { answerContext } from '../keys/platform-sealed.ts';
import { refusePlatform } from '../refusals.ts';
import type { Caller } from './route.ts';

/** What a client is told: a status and a body that is JSON. */
export type Answer = {
  readonly status: number;
  readonly body: unknown;
  /** The body as JSON, where somebody has written it already. */
  readonly text?: string;
};

/** A request under a key of its party, with a hash of everything that makes it what it is. */
export type KeyedRequest = {
  readonly scope: string;
  readonly key: string;
  readonly operation: string;
  readonly hash: Buffer;
};

/**
 * What a key says about a request: nothing yet, so the work may be done; the answer it had; why it
 * cannot be told; or that an earlier request of the same list has the key.
 */
export type KeyState = 'free' | Answer | Refusal | 'behind';

const KEY_SHAPE = /^[A-Za-z0-9_-]{8,64}$/;

export function isIdempotencyKey(text: string): boolean {
  return KEY_SHAPE.test(text);
}

export function keyedRequest(
  { partyId }: Caller,
  key: string,
  { operation, input }: { readonly operation: string; readonly input: object },
): KeyedRequest {
  return { scope: uuidOf(partyId), key, operation, hash: hashOf(input) };
}

/**
 * Takes the keys of requests until the commit and tells what each says: idempotency_in_flight while
 * another connection works on the key, idempotency_key_reused when it stands for another request.
 */
export async function takeKeys(tx: Tx, requests: readonly KeyedRequest[]): Promise<KeyState[]> {
  const scopes = requests.map(({ scope }) => scope);
  const keys = requests.map(({ key }) => key);
  const names = requests.map(nameOf);
  // On one connection the second statement runs after the first, and sees what is committed then.
  const [locks, rows] = await Promise.all([
    tx.query<{ taken: boolean }>(TRY_LOCKS, [names]),
    tx.query<KeptRow>(FIND, [scopes, keys]),
  ]);
  const kept = new Map(rows.map((row) => [nameOf(row), row]));
  const seen = new Set<string>();
  return requests.map((request, index) => {
    const name = nameOf(request);
    if (seen.has(name)) return 'behind';
    seen.add(name);
    if (locks[index]?.taken !== true) return refusePlatform('platform.idempotency_in_flight');
    return stateOf(tx, request, kept.get(name));
  });
}

function nameOf({ scope, key }: { readonly scope: string; readonly key: string }): string {
  return `${scope} ${key}`;
}

function stateOf(tx: Tx, request: KeyedRequest, kept: KeptRow | undefined): KeyState {
  if (kept === undefined) return 'free';
  const isSame = kept.operation === request.operation && kept.request_hash.equals(request.hash);
  if (!isSame) return refusePlatform('platform.idempotency_key_reused');
  if (kept.answer_sealed === null) return { status: kept.status, body: kept.answer };
  const context = answerContext(request.scope, request.key);
  const body: unknown = JSON.parse(tx.secrets.open(kept.answer_sealed, context));
  return { status: kept.status, body };
}

/** Keeps the answers of requests under their keys. */
export async function keepAnswers(
  tx: Tx,
  answered: readonly { readonly request: KeyedRequest; readonly answer: Answer }[],
): Promise<void> {
  await tx.query(
    `insert into platform.idempotency_keys
       (scope, key, operation, request_hash, status, answer_sealed, created_at)
     select scope, key, operation, hash, status, answer, $7
       from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::smallint[], $6::text[])
         as answered (scope, key, operation, hash, status, answer)`,
    [
      answered.map(({ request }) => request.scope),
      answered.map(({ request }) => request.key),
      answered.map(({ request }) => request.operation),
      answered.map(({ request }) => request.hash),
      answered.map(({ answer }) => answer.status),
      answered.map(({ request: { scope, key }, answer }) =>
        tx.secrets.seal(
          answer.text ?? JSON.stringify(answer.body ?? null),
          answerContext(scope, key),
        ),
      ),
      isoOf(tx.now),
    ],
  );
}

/**
 * Runs a use case so that a refusal it throws undoes its work but not the transaction, in which
 * the refusal is kept as the key's answer. One that may succeed later is not kept: it is thrown on.
 */
export async function withKeptRefusal<T>(tx: Tx, useCase: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await tx.nested(useCase);
  } catch (error) {
    if (!(error instanceof Refusal) || error.definition.retryable === true) throw error;
    return error;
  }
}

type KeptRow = {
  scope: string;
  key: string;
  operation: string;
  request_hash: Buffer;
  status: number;
  /** Of before answers were sealed. */
  answer: unknown;
  answer_sealed: string | null;
};

const TRY_LOCKS = `
  select pg_try_advisory_xact_lock(hashtextextended(name, 1)) as taken
    from unnest($1::text[]) with ordinality as asked (name, place) order by place`;
const FIND = `
  select scope, key, operation, request_hash, status, answer, answer_sealed
    from platform.idempotency_keys
    join unnest($1::uuid[], $2::text[]) as asked (scope, key) using (scope, key)`;

function hashOf(input: object): Buffer {
  return Buffer.from(hash('sha256', JSON.stringify(ordered(input)), 'hex'), 'hex');
}

/** The same value with members in one order, so that their order on the wire does not matter. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, ordered(member)]));
}

/** Forgets the answers kept for a party that has left; they name people and amounts. */
export async function forgetAnswers(tx: Tx, partyId: Caller['partyId']): Promise<void> {
  await tx.query('delete from platform.idempotency_keys where scope = $1', [uuidOf(partyId)]);
}
