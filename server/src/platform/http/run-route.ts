// The way of every request through the bank: who asks, is it well-formed, one transaction, one use
// case, one answer. Routes differ only in what they declare.

import { Refusal } from '@sycee/kit';
import type { Database, Tx } from '../database/transaction.ts';
import { refusePlatform } from '../refusals.ts';
import type { Authenticate, ConsumeProof } from './authentication.ts';
import { answerOnce, isIdempotencyKey, withKeptRefusal, type Answer } from './idempotency.ts';
import type { RawInput, Validate } from './validation.ts';
import { problemOf, type ProblemContext } from './problem-view.ts';
import type { AnyInput, Caller, Client, Route } from './route.ts';

/** What the runner needs from the rest of the house. */
export type RunnerParts = {
  readonly database: Database;
  readonly authenticate: Authenticate;
  readonly consumeProof: ConsumeProof;
};

/** A request as it came, free of the HTTP library. */
export type Incoming = RawInput &
  ProblemContext & {
    readonly client: Client;
    readonly sessionToken: string | undefined;
    readonly deviceSecret: string | undefined;
    readonly idempotencyKey: string | undefined;
    readonly proof: string | undefined;
  };

export type Outgoing = Answer & {
  /** The view before it became JSON; undefined for refusals and repeated answers. */
  readonly view?: unknown;
  readonly replayed?: boolean;
};

/** Runs one request; raises a Refusal, or a defect. */
export async function runRoute(
  parts: RunnerParts,
  route: Route,
  validate: Validate,
  incoming: Incoming,
): Promise<Outgoing> {
  requirePresent(route, incoming);
  const request: RouteCall = { parts, route, validate, incoming };
  const word = await wordOf(request);
  return parts.database.transact(async (tx) => {
    const run: Run = { ...request, ...(await admit(tx, request)), word };
    return route.money === true ? runMoney(tx, run) : runPlain(tx, run);
  });
}

type RouteCall = {
  readonly parts: RunnerParts;
  readonly route: Route;
  readonly validate: Validate;
  readonly incoming: Incoming;
};

type Admitted = { readonly caller: Caller | undefined; readonly input: RawInput };

type Run = RouteCall & Admitted & { readonly word: unknown };

/** What another bank says, for a route that asks one; no transaction is open meanwhile. */
async function wordOf(request: RouteCall): Promise<unknown> {
  const { parts, route } = request;
  if (route.ask === undefined) return undefined;
  const { question, input } = await parts.database.transact(async (tx) => {
    const given = inputOf({ ...request, ...(await admit(tx, request)) });
    return { question: await route.prepare?.(tx, given), input: given };
  });
  if (question instanceof Refusal) throw question;
  return route.ask(question, input);
}

/** Who asks is seen to first: a stranger does not learn what is wrong with a request. */
async function admit(tx: Tx, { parts, route, validate, incoming }: RouteCall): Promise<Admitted> {
  const caller = await authenticated(tx, parts, route, incoming);
  const input = validate(incoming);
  if (input instanceof Refusal) throw input;
  return { caller, input };
}

/** What can be refused without asking the database. */
function requirePresent(route: Route, incoming: Incoming): void {
  const { sessionToken, deviceSecret, idempotencyKey, proof } = incoming;
  if (route.access === 'session' && (sessionToken === undefined || deviceSecret === undefined)) {
    throw refusePlatform('platform.unauthenticated');
  }
  if (route.money === true && !isIdempotencyKey(idempotencyKey ?? '')) {
    throw refusePlatform('platform.idempotency_key_required', { param: 'idempotency-key' });
  }
  if (route.proof === true && proof === undefined) {
    throw refusePlatform('platform.proof_required', { param: 'sycee-proof' });
  }
}

async function authenticated(
  tx: Tx,
  parts: RunnerParts,
  route: Route,
  { sessionToken, deviceSecret, client }: Incoming,
): Promise<Caller | undefined> {
  if (route.access === 'public') return undefined;
  const credentials = { sessionToken: sessionToken ?? '', deviceSecret: deviceSecret ?? '' };
  const caller = await parts.authenticate(tx, credentials, client);
  if (caller === undefined) throw refusePlatform('platform.unauthenticated');
  return caller;
}

async function runPlain(tx: Tx, run: Run): Promise<Outgoing> {
  await useProof(tx, run);
  return outgoing(run, await useCase(tx, run));
}

/** The proof is used up even by a refusal that is kept; a repeated answer needs no new one. */
function runMoney(tx: Tx, run: Run): Promise<Outgoing> {
  const { caller, incoming, route, input } = run;
  if (caller === undefined) throw refusePlatform('platform.unauthenticated');
  const request = {
    caller,
    key: incoming.idempotencyKey ?? '',
    operation: route.operation,
    input,
  };
  return answerOnce(tx, request, async () => {
    await useProof(tx, run);
    return outgoing(run, await withKeptRefusal(tx, () => useCase(tx, run)));
  });
}

async function useProof(tx: Tx, { parts, route, caller, incoming }: Run): Promise<void> {
  if (route.proof !== true) return;
  const isGood =
    caller !== undefined && (await parts.consumeProof(tx, caller, incoming.proof ?? ''));
  if (!isGood) throw refusePlatform('platform.proof_invalid', { param: 'sycee-proof' });
}

function useCase(tx: Tx, run: Run): Promise<unknown> {
  return run.route.handle(tx, inputOf(run), run.word);
}

function inputOf({ input, caller, incoming }: RouteCall & Admitted): AnyInput {
  const { locale, client } = incoming;
  return { ...input, caller, locale, client };
}

function outgoing({ route, incoming }: Run, result: unknown): Outgoing {
  if (result instanceof Refusal) {
    const problem = problemOf(result, incoming);
    return { status: problem.status, body: problem };
  }
  const isEmpty = route.reply === undefined;
  return {
    status: route.status ?? (isEmpty ? 204 : 200),
    body: isEmpty ? null : result,
    view: result,
  };
}
