// The way of every request through the bank: who asks, is it well-formed, one transaction, one use
// case, one answer. Routes differ only in what they declare.

import { Refusal } from '@sycee/kit';
import { batchQueue } from '../batches/batch-queue.ts';
import type { Tx } from '../database/transaction.ts';
import { refusePlatform } from '../refusals.ts';
import {
  credentialsOf,
  inputOf,
  isUndecided,
  outgoingOf,
  proofInvalid,
  requirePresent,
  type Incoming,
  type Outgoing,
  type Runnable,
} from './exchange.ts';
import type { AnyCaller, AnyInput, Caller, GroupedRoute, SingleRoute } from './route.ts';
import { runGroup } from './run-group.ts';
import { runStaff } from './run-staff.ts';
import type { RawInput } from './validation.ts';

/** Runs one request; raises a Refusal, or a defect. */
export type Runner = (incoming: Incoming) => Promise<Outgoing>;

/**
 * Requests that are carried out together. From here on a larger group makes each hardly cheaper,
 * and a group of all who wait would leave nobody for the next one to work on meanwhile.
 */
const GROUP_MAX = 128;
/** Requests that may wait, which is a fraction of a second; the next are sent away at once. */
const WAITING_MAX = 2_000;
/** While one group commits, the next is worked on. */
const GROUPS_AT_ONCE = 2;

/** The runner of a route. */
export function runnerOf(runnable: Runnable): Runner {
  const { route } = runnable;
  const run = isGrouped(runnable) ? groupRunner(runnable) : singleRunner(runnable as Single);
  return async (incoming) => {
    requirePresent(route, incoming);
    return run(incoming);
  };
}

type Single = Runnable<SingleRoute>;

function isGrouped(runnable: Runnable): runnable is Runnable<GroupedRoute> {
  return 'handleGroup' in runnable.route;
}

function groupRunner(runnable: Runnable<GroupedRoute>): Runner {
  return batchQueue<Incoming, Outgoing>({
    work: (group) => runGroup(runnable, group),
    weightOf: () => 1,
    batchMax: GROUP_MAX,
    waitingMax: WAITING_MAX,
    writers: GROUPS_AT_ONCE,
    overloaded: () => refusePlatform('platform.overloaded'),
  }).put;
}

function singleRunner(single: Single): Runner {
  if (single.route.access === 'staff') return (incoming) => runStaff(single, incoming);
  if (single.route.money === true) return (incoming) => runAlone(single, incoming);
  return (incoming) => runPlain(single, incoming);
}

/** A request of money that shares its transaction with no other: a group of one. */
async function runAlone(single: Single, incoming: Incoming): Promise<Outgoing> {
  const [outcome] = await runGroup(single, [incoming]);
  if (outcome !== undefined && 'answer' in outcome) return outcome.answer;
  throw outcome?.error;
}

async function runPlain(single: Single, incoming: Incoming): Promise<Outgoing> {
  const word = await wordOf(single, incoming);
  return single.parts.database.transact(async (tx) => {
    const { caller, input } = await admit(tx, single, incoming);
    await useProof(tx, single, caller, incoming);
    const result = await single.route.handle(tx, inputOf(incoming, caller, input), word);
    if (isUndecided(result)) await giveBackProof(tx, single, caller, incoming);
    return outgoingOf(single.route, incoming, result);
  });
}

/** What another bank says, for a route that asks one; no transaction is open meanwhile. */
async function wordOf(single: Single, incoming: Incoming): Promise<unknown> {
  const { parts, route } = single;
  if (route.ask === undefined) return undefined;
  const { question, given } = await parts.database.transact(async (tx) => {
    const { caller, input } = await admit(tx, single, incoming);
    const asked: AnyInput = inputOf(incoming, caller, input);
    return { question: await route.prepare?.(tx, asked), given: asked };
  });
  if (question instanceof Refusal) throw question;
  return route.ask(question, given);
}

type Admitted = { readonly caller: Caller | undefined; readonly input: RawInput };

/** Who asks is seen to first: a stranger does not learn what is wrong with a request. */
async function admit(
  tx: Tx,
  { parts, route, validate }: Single,
  incoming: Incoming,
): Promise<Admitted> {
  let caller: Caller | undefined;
  if (route.access === 'session') {
    [caller] = await parts.authenticate(tx, [credentialsOf(incoming)]);
    if (caller === undefined) throw refusePlatform('platform.unauthenticated');
  }
  const input = validate(incoming);
  if (input instanceof Refusal) throw input;
  return { caller, input };
}

async function useProof(
  tx: Tx,
  { parts, route }: Single,
  caller: Caller | undefined,
  { proof = '' }: Incoming,
): Promise<void> {
  if (route.proof !== true || caller === undefined) return;
  const [isGood] = await parts.consumeProofs(tx, [{ caller, proof }]);
  if (isGood !== true) throw proofInvalid();
}

/** What is sent again needs its proof once more. */
async function giveBackProof(
  tx: Tx,
  { parts, route }: Single,
  caller: AnyCaller,
  { proof = '' }: Incoming,
): Promise<void> {
  if (route.proof !== true || caller === undefined || !('sessionId' in caller)) return;
  await parts.giveBackProofs(tx, [{ caller, proof }]);
}
