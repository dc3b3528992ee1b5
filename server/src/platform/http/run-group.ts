// Requests of a route of money, many in one transaction: every question is asked once for all of
// them, and each gets the answer it would have had alone. One that must not leave a trace, or that
// brings a defect, is taken out, and the others run again without it.

import assert from 'node:assert/strict';
import { Refusal } from '@sycee/kit';
import type { Outcome } from '../batches/batch-queue.ts';
import type { Tx } from '../database/transaction.ts';
import { refusePlatform } from '../refusals.ts';
import {
  credentialsOf,
  inputOf,
  isUndecided,
  outgoingOf,
  proofInvalid,
  type Incoming,
  type Outgoing,
  type Runnable,
} from './exchange.ts';
import {
  keepAnswers,
  keyedRequest,
  takeKeys,
  withKeptRefusal,
  type KeyedRequest,
} from './idempotency.ts';
import { refusalOf } from './problem-view.ts';
import type { AnyInput, Caller } from './route.ts';

/**
 * Runs requests in order in one transaction and answers an outcome for each; never throws. Requests
 * with one key come one after the other, so that the later ones find the answer of the first.
 */
export async function runGroup(
  runnable: Runnable,
  requests: readonly Incoming[],
): Promise<Outcome<Outgoing>[]> {
  try {
    return await runRest(runnable, requests, await commitGroup(runnable, requests));
  } catch (error) {
    if (requests.length === 1 || !liesInOne(error)) return requests.map(() => ({ error }));
    const middle = Math.ceil(requests.length / 2);
    return [
      ...(await runGroup(runnable, requests.slice(0, middle))),
      ...(await runGroup(runnable, requests.slice(middle))),
    ];
  }
}

/** Whether an error may lie in one request, and not in the database or the way to it. */
function liesInOne(error: unknown): boolean {
  const { code } = refusalOf(error);
  return code !== 'platform.outcome_unknown' && code !== 'platform.overloaded';
}

/** Runs what has no outcome yet as a group of its own. */
async function runRest(
  runnable: Runnable,
  requests: readonly Incoming[],
  outcomes: readonly (Outcome<Outgoing> | undefined)[],
): Promise<Outcome<Outgoing>[]> {
  const rest = requests.filter((_, index) => outcomes[index] === undefined);
  const later = rest.length === 0 ? [] : await runGroup(runnable, rest);
  const next = later.values();
  return outcomes.map((outcome) => {
    const known = outcome ?? next.next().value;
    assert(known, 'every request has an outcome');
    return known;
  });
}

/** One attempt at a group: what became of each, undefined for one that has to run again. */
async function commitGroup(
  runnable: Runnable,
  requests: readonly Incoming[],
): Promise<(Outcome<Outgoing> | undefined)[]> {
  try {
    return await runnable.parts.database.transact(async (tx) => {
      const verdicts = await judge(tx, runnable, requests);
      const isKept = verdicts.some((one) => leaves(one, 'keep'));
      const isUndone = verdicts.some((one) => leaves(one, 'undo'));
      if (isUndone || !isKept) throw new RolledBack(verdicts);
      return verdicts;
    });
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error;
    return error.verdicts.map((one) =>
      one !== undefined && 'error' in one && one.traces !== 'keep' ? one : undefined,
    );
  }
}

/**
 * An answer, to be committed; an error that has left no trace, or one whose traces have to be
 * undone or kept; undefined for a request that waits for an earlier one with its key.
 */
type Verdict = { answer: Outgoing } | { error: unknown; traces?: 'undo' | 'keep' } | undefined;

function leaves(verdict: Verdict, traces: 'undo' | 'keep'): boolean {
  if (verdict === undefined) return false;
  return 'answer' in verdict ? traces === 'keep' : verdict.traces === traces;
}

/** Carries the verdicts out of a transaction that is not committed. */
class RolledBack extends Error {
  readonly verdicts: readonly Verdict[];

  constructor(verdicts: readonly Verdict[]) {
    super('a group of requests was rolled back');
    this.verdicts = verdicts;
  }
}

/** One request on its way; `tell` gives it its verdict. */
type Entry = {
  readonly incoming: Incoming;
  readonly tell: (verdict: Verdict) => void;
};
type Admitted = Entry & {
  readonly caller: Caller;
  readonly input: AnyInput;
  readonly request: KeyedRequest;
};

/** Each step tells some of the requests their verdict and passes the others on. */
async function judge(
  tx: Tx,
  runnable: Runnable,
  requests: readonly Incoming[],
): Promise<Verdict[]> {
  const verdicts: Verdict[] = requests.map(() => undefined);
  const entries = requests.map((incoming, index): Entry => ({
    incoming,
    tell: (verdict) => void (verdicts[index] = verdict),
  }));
  const admitted = await admit(tx, runnable, entries);
  const free = await takeFreeKeys(tx, admitted);
  const proven = await useProofs(tx, runnable, free);
  await carryOut(tx, runnable, proven);
  return verdicts;
}

/** Who asks is seen to first: a stranger does not learn what is wrong with a request. */
async function admit(
  tx: Tx,
  { parts, route, validate }: Runnable,
  entries: readonly Entry[],
): Promise<Admitted[]> {
  const callers = await parts.authenticate(
    tx,
    entries.map(({ incoming }) => credentialsOf(incoming)),
  );
  return entries.flatMap((entry, index) => {
    const { incoming, tell } = entry;
    const caller = callers[index];
    const input = caller ? validate(incoming) : refusePlatform('platform.unauthenticated');
    if (caller === undefined || input instanceof Refusal) {
      tell({ error: input });
      return [];
    }
    const request = keyedRequest(caller, incoming.idempotencyKey ?? '', {
      operation: route.operation,
      input,
    });
    return [{ ...entry, caller, input: inputOf(incoming, caller, input), request }];
  });
}

/** Those whose keys are free; the others are told what their keys say. */
async function takeFreeKeys(tx: Tx, entries: readonly Admitted[]): Promise<Admitted[]> {
  if (entries.length === 0) return [];
  const states = await takeKeys(
    tx,
    entries.map(({ request }) => request),
  );
  return entries.filter(({ tell }, index) => {
    const state = states[index];
    if (state === 'free') return true;
    if (state instanceof Refusal) tell({ error: state });
    else if (typeof state === 'object') tell({ answer: { ...state, replayed: true } });
    return false;
  });
}

/** The proof is used up even by a refusal that is kept; a repeated answer needs no new one. */
async function useProofs(
  tx: Tx,
  { parts, route }: Runnable,
  entries: readonly Admitted[],
): Promise<readonly Admitted[]> {
  if (route.proof !== true || entries.length === 0) return entries;
  const shown = entries.map(({ caller, incoming }) => ({ caller, proof: incoming.proof ?? '' }));
  const good = await parts.consumeProofs(tx, shown);
  return entries.filter(({ tell }, index) => {
    if (good[index] === true) return true;
    tell({ error: proofInvalid() });
    return false;
  });
}

async function carryOut(tx: Tx, runnable: Runnable, entries: readonly Admitted[]): Promise<void> {
  if (entries.length === 0) return;
  const results = await resultsOf(
    tx,
    runnable,
    entries.map(({ input }) => input),
  );
  const answered = entries.flatMap(({ incoming, request, tell }, index) => {
    const result = results[index];
    if (result instanceof Refusal && result.definition.retryable === true) {
      tell({ error: result, traces: 'undo' });
      return [];
    }
    if (isUndecided(result)) {
      tell({ error: result, traces: 'keep' });
      return [];
    }
    const answer = outgoingOf(runnable.route, incoming, result);
    tell({ answer });
    return [{ request, answer }];
  });
  if (answered.length > 0) await keepAnswers(tx, answered);
  await giveBack(
    tx,
    runnable,
    entries.filter((_, index) => isUndecided(results[index])),
  );
}

/** What is sent again needs its proof once more. */
async function giveBack(
  tx: Tx,
  { parts, route }: Runnable,
  open: readonly Admitted[],
): Promise<void> {
  if (route.proof !== true || open.length === 0) return;
  const shown = open.map(({ caller, incoming }) => ({ caller, proof: incoming.proof ?? '' }));
  await parts.giveBackProofs(tx, shown);
}

async function resultsOf(
  tx: Tx,
  { route }: Runnable,
  inputs: readonly AnyInput[],
): Promise<readonly unknown[]> {
  if ('handleGroup' in route) {
    const results = await route.handleGroup(tx, inputs);
    assert.equal(results.length, inputs.length, `${route.operation} answers each request`);
    return results;
  }
  const [input] = inputs;
  assert(input !== undefined && inputs.length === 1, `${route.operation} is not grouped`);
  return [await withKeptRefusal(tx, () => route.handle(tx, input, undefined))];
}
