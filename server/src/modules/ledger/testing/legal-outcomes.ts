// Which outcomes of a tangled history are right. Every call was judged on books that it may have
// seen: all that had been committed before it began, its own transaction, and of what was under way
// beside it whatever had come that far. The reference must answer the same on one of those.
//
// What may differ, and why it is right:
// - Something that ran beside a call counts or does not: nobody was promised an order.
// - It may count while the accounts it opened and the holds it made are not found yet: they are
//   looked for before locks are awaited. A later call finds them.
// - Where an engine takes at once and gives at commit, what an open transaction has taken is gone
//   for others, even if it is rolled back later; what it gives is not there before its commit.
// - A transaction lives at the moment it began at; a submission at one between question and answer.

import type { Instant } from '@sycee/kit';
import type { Call, Played } from './play-tangle.ts';
import { makeTransfers, openHolders, type Books, type Deed } from './reference-ledger.ts';
import { leftBy, touchedBy, tracesOf, type Left, type Standing, type Traces } from './traces.ts';
import { isBalancing, viewOf, type Seen } from './views.ts';

export type History = {
  readonly traces: readonly Traces[];
  readonly standing: Standing;
  readonly played: Played;
  /** Whether the engine takes at once and gives at commit. */
  readonly takes: boolean;
};

const NANOSECONDS = 1_000_000n;
/** Beyond so many sights, a call that none of them explains counts as unexplained. */
const SIGHTS_MAX = 50_000;

/** Puts together what was asked and what stands. */
export function historyOf(played: Played, standing: Standing, takes: boolean): History {
  const traces = played.acts.map((act) => tracesOf(act, standing));
  return { traces, standing, played, takes };
}

/** Calls whose answers nothing explains that they could have seen; empty when all is well. */
export function unexplainedCalls(history: History): string[] {
  return history.traces.flatMap((own) => {
    const call = own.act.calls[stuckAt(history, own, 0, NO_TRACES)];
    if (call === undefined) return [];
    const told = call.statuses.join(', ');
    return [`nothing explains [${told}] to ${shown([...call.transfers, ...call.accounts])}`];
  });
}

/** Every sight that something between two ticks could have had of all other acts. */
export function* sightsOf(
  history: History,
  at: { readonly since: number; readonly until: number },
  touched?: ReadonlySet<string>,
  own?: Traces,
): Generator<Seen[]> {
  const others = history.traces.filter((one) => one !== own);
  const before = others.filter(({ act }) => act.until < at.since);
  const beside = others.filter(({ act }) => act.until > at.since && act.since < at.until);
  const open = beside.filter((one) => touched === undefined || meet(one.touched, touched));
  const kept = ({ act }: Traces): boolean => act.outcome === 'committed';
  const certain: Seen[] = [
    ...before.filter(kept).map((traces): Seen => ({ traces, share: 'all' })),
    // What shares nothing with the call may be needed for what does.
    ...beside
      .filter((one) => kept(one) && !open.includes(one))
      .map((traces): Seen => ({ traces, share: 'what fits' })),
  ];
  let sights = 0;
  for (const choice of combinations(open.map((one) => sharesOf(one, history.takes, own)))) {
    if (++sights > SIGHTS_MAX) return;
    yield [...certain, ...choice];
  }
}

/**
 * The furthest call of an act that cannot be explained; beyond the last when all can. What an act
 * did that was rolled back is known from the reference only, and there may be several of it.
 */
function stuckAt(history: History, own: Traces, index: number, mine: Left): number {
  const call = own.act.calls[index];
  if (call === undefined) return index;
  let furthest = index;
  const tried = new Set<string>();
  for (const sight of sightsOf(history, call, touchedBy([call], history.standing.deeds), own)) {
    for (const moment of momentsOf(history.played, call)) {
      const left = explanation(history, own, call, viewOf(sight, mine), moment);
      const key = left && left.deeds.map(plain).join();
      if (left === undefined || key === undefined || tried.has(key)) continue;
      tried.add(key);
      const next = call.undone ? mine : together(mine, left);
      furthest = Math.max(furthest, stuckAt(history, own, index + 1, next));
      if (furthest === own.act.calls.length) return furthest;
    }
  }
  return furthest;
}

const NO_TRACES: Left = { accounts: [], deeds: [], failed: [], expired: [] };

function together(first: Left, then: Left): Left {
  return {
    accounts: [...first.accounts, ...then.accounts],
    deeds: [...first.deeds, ...then.deeds],
    failed: [...first.failed, ...then.failed],
    expired: [],
  };
}

/** What a call left if it saw these books; undefined when it would have been told otherwise. */
function explanation(
  { standing, takes }: History,
  own: Traces,
  call: Call,
  books: Books | undefined,
  moment: Instant,
): Left | undefined {
  if (books === undefined) return undefined;
  const { transfers, accounts, statuses } = call;
  const answers =
    transfers.length > 0
      ? makeTransfers(books, transfers, BigInt(moment) * NANOSECONDS)
      : openHolders(books, accounts);
  if (answers.join() !== statuses.join()) return undefined;
  const left = leftBy([call], books.deeds);
  if (own.act.outcome !== 'committed' || call.undone) return left;
  const made = leftBy([call], standing.deeds);
  const same = left.deeds.every((one) => sameDeed(one, standing.deeds.get(one.id), takes));
  return same ? made : undefined;
}

/** Where an engine takes at once, what balances an account may find less room than there is. */
function sameDeed(expected: Deed, made: Deed | undefined, takes: boolean): boolean {
  if (made === undefined) return false;
  const amountMinor = takes && isBalancing(made.flags) ? made.amountMinor : expected.amountMinor;
  return plain({ ...expected, amountMinor }) === plain(made);
}

function plain({ flags, ...deed }: Deed): string {
  const set = Object.keys(flags).filter((name) => flags[name as never]);
  return shown({ ...deed, timestamp: 0n, flags: set }, true);
}

function shown(value: unknown, sorted = false): string {
  const keys = sorted ? sortedKeys : undefined;
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'bigint') return String(one);
    return keys === undefined ? one : keys(one);
  });
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function momentsOf({ moments }: Played, { moments: [from, to] }: Call): Instant[] {
  return moments.filter((moment) => moment >= from && moment <= to);
}

function sharesOf(one: Traces, takes: boolean, own?: Traces): Seen[] {
  const shares: Seen[] = [{ traces: one, share: 'none' }];
  if (one.act.outcome === 'committed') {
    shares.unshift({ traces: one, share: 'all' });
    const isLookedFor = one.accounts.length > 0 || one.deeds.some(({ flags }) => flags.pending);
    if (isLookedFor && own !== undefined) shares.push({ traces: one, share: 'not found' });
  }
  // A submission may rely on those before it; a transaction, on what is committed only.
  if (takes && !(one.act.isSubmission && own?.act.isSubmission === true)) {
    const isGone = one.act.outcome !== 'committed';
    for (const [index, { transfers }] of one.act.calls.entries()) {
      const calls = index + 1;
      shares.push({ traces: one, share: { calls, balancing: 'all' } });
      if (isGone && transfers.some(({ flags }) => isBalancing(flags))) {
        shares.push({ traces: one, share: { calls, balancing: 'nothing' } });
      }
    }
  }
  return shares;
}

function* combinations<One>(choices: readonly (readonly One[])[]): Generator<One[]> {
  const [first, ...rest] = choices;
  if (first === undefined) yield [];
  else for (const one of first) for (const others of combinations(rest)) yield [one, ...others];
}

const NIL = '00000000-0000-0000-0000-000000000000';

function meet(first: ReadonlySet<string>, second: ReadonlySet<string>): boolean {
  return [...second].some((id) => id !== NIL && first.has(id));
}
