// Sends one request, again where that is safe: reads, and money requests under their idempotency
// key, after a lost connection, a time-out, 502, 503, 504, or while the first copy is in flight.

import type { Problem } from '@sycee/kit';

import type { Route } from './call.ts';
import { BankRefusal, BankUnreachable } from './errors.ts';
import { backoffMs, pause } from './pause.ts';

export type Sending = {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly repeatAfterMs: number;
  readonly repeatable: boolean;
  readonly movesMoney: boolean;
  /** An earlier copy under the same key may have moved money. */
  readonly inDoubt: boolean;
  readonly reply: Route['reply'];
  readonly signal: AbortSignal | undefined;
};

/** What the bank said in the end. */
export type Answer = { readonly reply: unknown } | { readonly refusal: BankRefusal };

/** One attempt: an answer, or the reason why there is none. */
type Attempt = (Answer | { readonly lost: unknown }) & { readonly again: boolean };

const REPEATS_MAX = 3;
const PAUSE_LONGEST_MS = 4000;
const GATEWAY_STATUSES = new Set([502, 503, 504]);
const IN_FLIGHT = 'platform.idempotency_in_flight';

/** Answers what the bank said; throws BankUnreachable when it said nothing, or the abort reason. */
export async function send(sending: Sending, url: string, request: RequestInit): Promise<Answer> {
  let { inDoubt } = sending;
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(sending, url, request);
    const last = !outcome.again || !sending.repeatable || attempt > REPEATS_MAX;
    if (last && 'reply' in outcome) return outcome;
    if ('refusal' in outcome) {
      inDoubt ||= outcome.refusal.moneyMoved === 'unknown';
      if (last) return inDoubt && sending.movesMoney ? doubtful(outcome.refusal) : outcome;
    }
    if ('lost' in outcome) {
      inDoubt = true;
      if (last) throw new BankUnreachable(sending.movesMoney ? 'unknown' : 'no', outcome.lost);
    }
    await pause(backoffMs(attempt, sending.repeatAfterMs, PAUSE_LONGEST_MS), sending.signal);
  }
}

async function attemptOnce(sending: Sending, url: string, request: RequestInit): Promise<Attempt> {
  const timeout = AbortSignal.timeout(sending.timeoutMs);
  const signal = sending.signal ? AbortSignal.any([sending.signal, timeout]) : timeout;
  try {
    const response = await sending.fetch(url, { ...request, signal });
    if (response.ok) return { reply: await replyOf(response, sending.reply), again: false };
    return await failureOf(response);
  } catch (error) {
    if (sending.signal?.aborted) throw sending.signal.reason;
    return { lost: error, again: true };
  }
}

function replyOf(response: Response, reply: Route['reply']): Promise<unknown> {
  if (reply === 'file') return response.blob();
  return reply === 'json' ? response.json() : response.arrayBuffer().then(() => undefined);
}

async function failureOf(response: Response): Promise<Attempt> {
  const gateway = GATEWAY_STATUSES.has(response.status);
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) {
    return { lost: new Error(`answered ${response.status} without a problem`), again: gateway };
  }
  const refusal = new BankRefusal((await response.json()) as Problem);
  return { refusal, again: gateway || refusal.code === IN_FLIGHT };
}

/**
 * A no from the bank's doorstep, after a copy that got no answer, says nothing about that copy:
 * whether money moved is then unknown. A module's own no stands, because it looked at the key.
 */
function doubtful(refusal: BankRefusal): Answer {
  if (!refusal.code.startsWith('platform.')) return { refusal };
  return { refusal: new BankRefusal({ ...refusal.problem, money_moved: 'unknown' }) };
}
