// The reference's books as somebody may have seen them: what some acts left, each as far as it had
// come; and everything that can be read from such books.

import type { AccountSeen, Seen as LookSeen } from './look.ts';
import type { Call } from './play-tangle.ts';
import {
  enter,
  isClosed,
  newHolder,
  noBooks,
  release,
  take,
  type Books,
  type Deed,
} from './reference-ledger.ts';
import type { Left, Traces } from './traces.ts';

/** What the first calls of an act had taken, as far as its balancing transfers are known. */
export type Taken = { readonly calls: number; readonly balancing: 'all' | 'nothing' };

/**
 * How much of an act was seen: all of it; all, but its accounts and holds are not found yet; as
 * much as has what it needs; nothing; or only what it had taken.
 */
export type Seen = {
  readonly traces: Traces;
  readonly share: 'all' | 'not found' | 'what fits' | 'none' | Taken;
};

/**
 * The books that show so much of each act, and then all of what is one's own; undefined where they
 * could not have been.
 */
export function viewOf(sight: readonly Seen[], own?: Left): Books | undefined {
  const books = noBooks();
  const shown = sight.filter(({ share }) => typeof share === 'string' && share !== 'none');
  for (const { traces, share } of shown) {
    openFor(books, traces);
    if (share === 'not found') hide(books, traces);
  }
  if (own !== undefined) openFor(books, own);
  const optional = ({ share }: Seen): boolean => share === 'what fits';
  const deeds = shown.flatMap((one) =>
    one.traces.deeds.map((deed) => ({ deed, optional: optional(one) })),
  );
  deeds.sort((first, second) => byTime(first.deed, second.deed));
  for (const one of [...deeds, ...(own?.deeds ?? []).map((deed) => ({ deed, optional: false }))]) {
    if (canStand(books, one.deed)) enter(books, one.deed);
    else if (!one.optional) return undefined;
  }
  for (const one of shown) {
    for (const id of one.traces.expired) {
      if (books.holds.get(id) === 'pending') release(books, id, 'expired');
      else if (!optional(one)) return undefined;
    }
  }
  for (const { traces, share } of sight) {
    if (typeof share === 'object') takeCalls(books, traces, share);
  }
  return books;
}

function openFor(books: Books, { accounts, failed }: Left): void {
  for (const asked of accounts) books.holders.set(asked.id, newHolder(asked));
  for (const id of failed) books.failed.add(id);
}

function byTime(first: Deed, second: Deed): number {
  return first.timestamp < second.timestamp ? -1 : 1;
}

function hide(books: Books, { accounts, deeds }: Traces): void {
  for (const { id } of accounts) books.hidden.add(id);
  for (const { id, flags } of deeds) if (flags.pending) books.hidden.add(id);
}

function hasAccounts({ holders }: Books, deed: Deed): boolean {
  return holders.has(deed.debitAccountId) && holders.has(deed.creditAccountId);
}

function canStand(books: Books, deed: Deed): boolean {
  const { holds } = books;
  return (
    hasAccounts(books, deed) && (deed.pendingId === null || holds.get(deed.pendingId) === 'pending')
  );
}

/** What the first calls of an act had taken; a call that was undone, only while it is the last. */
function takeCalls(books: Books, { act, deeds }: Traces, taken: Taken): void {
  const first = act.calls.slice(0, taken.calls);
  const calls = first.filter((one) => !one.undone || one === first.at(-1));
  for (const call of calls) {
    for (const deed of takenBy(call, deeds, taken)) {
      if (hasAccounts(books, deed)) take(books, deed);
    }
  }
}

function takenBy({ transfers, statuses }: Call, deeds: readonly Deed[], taken: Taken): Deed[] {
  return transfers
    .filter((_, index) => statuses[index] === 'created')
    .map((asked) => deeds.find(({ id }) => id === asked.id) ?? asTaken(asked, taken));
}

/** A transfer that is gone again, as far as its asking tells. */
function asTaken(
  { pendingId, userData128, flags, ...asked }: Call['transfers'][number],
  { balancing }: Taken,
): Deed {
  const isEmpty = balancing === 'nothing' && isBalancing(flags);
  return {
    userData64: 0n,
    userData32: 0,
    timeoutSeconds: 0,
    ...asked,
    ...(isEmpty && { amountMinor: 0n }),
    timestamp: 0n,
    pendingId: pendingId ?? null,
    userData128: userData128 ?? null,
    flags: {
      linked: false,
      pending: false,
      postPendingTransfer: false,
      voidPendingTransfer: false,
      balancingDebit: false,
      balancingCredit: false,
      closingDebit: false,
      closingCredit: false,
      ...flags,
    },
  };
}

/** Whether a transfer moves at most what is asked. */
export function isBalancing(flags: Partial<Deed['flags']> | undefined): boolean {
  return flags?.balancingDebit === true || flags?.balancingCredit === true;
}

/** Everything that a look at the books would show, up to each of some moments in nanoseconds. */
export function readingOf(
  books: Books,
  ledger: number,
  moments: readonly bigint[],
): Pick<LookSeen, 'accounts' | 'trial'> {
  const accounts = Object.fromEntries(
    [...books.holders.keys()].map((id) => [id, accountSeen(books, id, moments)]),
  );
  const trial = new Map<number, [number, number, bigint, bigint, bigint, bigint]>();
  for (const one of books.holders.values()) {
    if (one.ledger !== ledger) continue;
    const [, count = 0, debits = 0n, credits = 0n, held = 0n, coming = 0n] =
      trial.get(one.code) ?? [];
    trial.set(one.code, [
      one.code,
      count + 1,
      debits + one.debitsPosted,
      credits + one.creditsPosted,
      held + one.debitsPending,
      coming + one.creditsPending,
    ]);
  }
  return { accounts, trial: [...trial.values()].toSorted(([a], [b]) => a - b) };
}

function accountSeen(books: Books, id: string, moments: readonly bigint[]): AccountSeen {
  const one = books.holders.get(id) ?? newHolder({ id, ledger: 0, code: 0 });
  const moving = sidesOf(books, id).filter(({ deed: { flags } }) => {
    return !flags.pending && !flags.voidPendingTransfer;
  });
  const holds = sidesOf(books, id).filter(({ deed }) => books.holds.get(deed.id) === 'pending');
  let balance = 0n;
  const lines = moving.map(({ deed, signed, other }) => {
    balance += signed;
    return [deed.id, deed.timestamp, signed, balance, other, deed.code] as const;
  });
  const before = (at: bigint, wanted: (signed: bigint) => boolean): bigint =>
    lines.reduce((sum, line) => (line[1] < at && wanted(line[2]) ? sum + line[2] : sum), 0n);
  const [from = 0n, to = 0n] = [moments[0], moments.at(-1)];
  const turned = (wanted: (signed: bigint) => boolean) => before(to, wanted) - before(from, wanted);
  return {
    sums: [one.debitsPending, one.debitsPosted, one.creditsPending, one.creditsPosted],
    closed: isClosed(books, id),
    lines: lines.toReversed(),
    holds: holds.toReversed().map(({ deed, signed, other }) => [deed.id, signed, other]),
    balances: moments.map((at) => before(at, () => true)),
    turnover: [-turned((signed) => signed < 0n), turned((signed) => signed > 0n)],
  };
}

/** The transfers of an account in order of time, each from its side. */
function sidesOf(books: Books, id: string) {
  return [...books.deeds.values()].toSorted(byTime).flatMap((deed) => {
    const { debitAccountId, creditAccountId, amountMinor } = deed;
    if (debitAccountId === id) return [{ deed, signed: -amountMinor, other: creditAccountId }];
    return creditAccountId === id ? [{ deed, signed: amountMinor, other: debitAccountId }] : [];
  });
}
