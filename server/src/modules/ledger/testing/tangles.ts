// Random histories in which transactions overlap: several are open at once, take turns, post, open
// accounts, go back to a savepoint, commit or roll back in any order, while others submit and time
// passes. Few accounts and ids, so that everybody meets everybody.

import fc from 'fast-check';
import type { NewAccount } from '../account.ts';
import type { NewTransfer, TransferFlags } from '../transfer.ts';

/** One step of a history; a slot is a transaction that is open, or begins with the step. */
export type TangleStep =
  | { readonly do: 'submit'; readonly submissions: readonly (readonly Ask[])[] }
  | { readonly do: 'post'; readonly slot: Slot; readonly batch: readonly Ask[]; undone: boolean }
  | { readonly do: 'open'; readonly slot: Slot; readonly accounts: readonly NewAccount[] }
  | { readonly do: 'end'; readonly slot: number; readonly keep: boolean }
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'fold'; readonly atMost: number }
  | { readonly do: 'look' };

/** Undefined for a transaction of the step's own, which commits at once. */
type Slot = number | undefined;

/** A transfer to ask for, or one asked for before, with some fields changed. */
export type Ask = NewTransfer | { readonly again: number; readonly but: Partial<NewTransfer> };

const NOTHING = '00000000-0000-0000-0000-000000000000';
const MOST = 2n ** 63n - 1n;
const SLOTS = 3;
/** The ledger of a history's accounts; the play puts in one of its own. */
export const OWN_LEDGER = 1;
const OTHER_LEDGER = 2;
/** Accounts that stand from the beginning; the next ones are opened in the course of a history. */
const STANDING = 5;
const ACCOUNTS = 8;
const HOLDS = 4;

const idOf = (kind: string, number: number): string =>
  `00000000-${kind}-7000-8000-${String(number).padStart(12, '0')}`;
const accountId = (number: number): string => idOf('aaaa', number);
const transferId = (number: number): string => idOf('bbbb', number);
const holdId = (number: number): string => idOf('cccc', number);

/** An id of a history, moved to where one play of it has its ids. */
export function moved(id: string, play: number): string {
  return id.startsWith('00000000-') && id !== NOTHING
    ? play.toString(16).padStart(8, '0') + id.slice(8)
    : id;
}

/** A bank's account, three of customers who cannot overdraw, and one that cannot be overpaid. */
export const STANDING_ACCOUNTS: readonly NewAccount[] = Array.from(
  { length: STANDING },
  (_, number) => ({
    id: accountId(number),
    ledger: OWN_LEDGER,
    code: number === 0 ? 1010 : 2010,
    flags: {
      debitsMustNotExceedCredits: number > 0 && number < STANDING - 1,
      creditsMustNotExceedDebits: number === STANDING - 1,
    },
  }),
);

/** What everybody begins with; who cannot be overpaid begins by owing. */
export const FUNDING: readonly NewTransfer[] = [1, 2, 3, 4].map((number) => ({
  id: transferId(900 + number),
  debitAccountId: accountId(number === 4 ? 4 : 0),
  creditAccountId: accountId(number === 4 ? 0 : number),
  amountMinor: 60n,
  ledger: OWN_LEDGER,
  code: 1,
}));

/** A history of at most so many steps. */
export function tangles(stepsMax: number): fc.Arbitrary<TangleStep[]> {
  const batch = fc.array(asks(), { minLength: 1, maxLength: 5 });
  const slot = fc.nat(SLOTS - 1);
  const step = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('submit' as const),
        submissions: fc.array(batch, { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 7,
      arbitrary: fc.record({
        do: fc.constant('post' as const),
        slot: mostly(slot, undefined),
        batch,
        undone: mostly(fc.constant(false), true),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('open' as const),
        slot: fc.option(slot, { nil: undefined }),
        accounts: fc.array(openings(), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('end' as const), slot, keep: fc.boolean() }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        // No sum of a few of these is a whole second, so it is clear what has expired.
        seconds: fc.constantFrom(0.501, 1.503, 3.507),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('fold' as const),
        atMost: fc.integer({ min: 1, max: 9 }),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ do: 'look' as const }) },
  );
  return fc.array(step, { minLength: 1, maxLength: stepsMax });
}

function mostly<Value, Seldom>(usual: fc.Arbitrary<Value>, seldom: Seldom) {
  return fc.oneof<[fc.WeightedArbitrary<Value>, fc.WeightedArbitrary<Seldom>]>(
    { arbitrary: usual, weight: 7 },
    { arbitrary: fc.constant(seldom), weight: 1 },
  );
}

function openings(): fc.Arbitrary<NewAccount> {
  return fc
    .record({
      number: fc.integer({ min: STANDING - 1, max: ACCOUNTS - 1 }),
      code: mostly(fc.constant(2010), 0),
      ledger: fc.oneof(
        { arbitrary: fc.constant(OWN_LEDGER), weight: 12 },
        { arbitrary: fc.constantFrom(0, OTHER_LEDGER), weight: 1 },
      ),
      userData32: mostly(fc.constant(0), 7),
      linked: mostly(fc.constant(false), true),
      debitsMustNotExceedCredits: fc.boolean(),
      creditsMustNotExceedDebits: mostly(fc.constant(false), true),
      history: mostly(fc.constant(false), true),
      closed: mostly(fc.constant(false), true),
    })
    .map(({ number, code, ledger, userData32, ...flags }) => ({
      id: accountId(number),
      code,
      ledger,
      userData32,
      flags,
    }));
}

function asks(): fc.Arbitrary<Ask> {
  const again = fc.record({
    again: fc.nat(40),
    but: fc.constantFrom<Partial<NewTransfer>>(
      {},
      {},
      {},
      { amountMinor: 1n },
      { userData32: 5 },
      { userData64: 6n },
      { userData128: accountId(1) },
      { code: 9 },
      { timeoutSeconds: 2 },
      { debitAccountId: accountId(2) },
      { creditAccountId: accountId(3) },
      { flags: { pending: true } },
    ),
  });
  return fc.oneof(
    { weight: 8, arbitrary: movements() },
    { weight: 4, arbitrary: resolutions() },
    { weight: 2, arbitrary: again },
  );
}

/** Fields that every transfer may bear, mostly empty. */
const about = {
  userData128: mostly(fc.constant(NOTHING), accountId(2)),
  userData64: mostly(fc.constant(0n), 3n),
  userData32: mostly(fc.constant(0), 4),
  linked: mostly(fc.constant(false), true),
};

function movements(): fc.Arbitrary<NewTransfer> {
  const flagged = (flags: Partial<TransferFlags>) => fc.constant(flags);
  const flags = fc.oneof(
    { weight: 6, arbitrary: flagged({}) },
    { weight: 5, arbitrary: flagged({ pending: true }) },
    { weight: 1, arbitrary: flagged({ balancingDebit: true }) },
    { weight: 1, arbitrary: flagged({ balancingCredit: true }) },
    { weight: 1, arbitrary: flagged({ balancingDebit: true, pending: true }) },
    { weight: 1, arbitrary: flagged({ closingDebit: true, pending: true }) },
    { weight: 1, arbitrary: flagged({ closingCredit: true, pending: true }) },
    { weight: 1, arbitrary: flagged({ closingCredit: true }) },
  );
  return fc
    .record({
      ...about,
      number: fc.nat(30),
      hold: fc.nat(HOLDS - 1),
      from: fc.oneof(fc.constant(0), fc.nat(STANDING - 1), fc.nat(ACCOUNTS - 1)),
      distance: fc.integer({ min: 1, max: STANDING - 1 }),
      amountMinor: fc.oneof(
        { weight: 20, arbitrary: fc.bigInt({ min: 0n, max: 70n }) },
        { weight: 1, arbitrary: fc.constant(MOST) },
      ),
      timeoutSeconds: fc.constantFrom(0, 0, 1, 3),
      code: mostly(fc.constantFrom(1, 2), 0),
      ledger: fc.oneof(
        { weight: 20, arbitrary: fc.constant(OWN_LEDGER) },
        { weight: 1, arbitrary: fc.constantFrom(0, OTHER_LEDGER) },
      ),
      flags,
    })
    .map(({ number, hold, from, distance, linked, timeoutSeconds, ...one }) => ({
      ...one,
      id: one.flags.pending === true ? holdId(hold) : transferId(number),
      debitAccountId: accountId(from),
      creditAccountId: accountId((from + distance) % STANDING),
      timeoutSeconds: one.flags.pending === true ? timeoutSeconds : 0,
      flags: { ...one.flags, linked },
    }));
}

function resolutions(): fc.Arbitrary<NewTransfer> {
  return fc
    .record({
      ...about,
      number: fc.nat(30),
      hold: fc.nat(HOLDS - 1),
      posts: fc.boolean(),
      part: fc.option(fc.bigInt({ min: 0n, max: 70n }), { nil: undefined }),
      debit: mostly(fc.constant(NOTHING), accountId(1)),
      code: mostly(fc.constant(0), 2),
      both: mostly(fc.constant(false), true),
    })
    .map(({ number, hold, posts, part, debit, linked, both, ...one }) => ({
      ...one,
      id: transferId(number),
      pendingId: holdId(hold),
      debitAccountId: debit,
      creditAccountId: NOTHING,
      amountMinor: part ?? (posts ? MOST : 0n),
      ledger: 0,
      flags: { linked, postPendingTransfer: posts, voidPendingTransfer: !posts || both },
    }));
}
