// Random histories of a small ledger for the laws: few accounts and few ids, so that transfers
// meet, replay and contradict each other often.

import fc from 'fast-check';
import type { NewAccount } from '../account.ts';
import { NIL_ID } from '../status.ts';
import { AMOUNT_MAX, type NewTransfer, type TransferFlags } from '../transfer.ts';
import { sumsOf, type Subject } from './subject.ts';

/** A batch to post, or a number of seconds to let pass. */
export type Step = { readonly batch: readonly NewTransfer[] } | { readonly seconds: number };

const ACCOUNTS = 5;
const IDS = 40;

/** Ids of one history; the salt keeps histories in one database apart. */
function idOf(salt: number, rest: string): string {
  return salt.toString(16).padStart(8, '0') + rest;
}

const accountRest = (number: number): string =>
  `-aaaa-7000-8000-${String(number).padStart(12, '0')}`;
const transferRest = (number: number): string => accountRest(number).replace('aaaa', 'bbbb');

/** A bank's account, customers who cannot overdraw, and one that cannot be overpaid. */
export function accountsOf(salt = 0): NewAccount[] {
  return Array.from({ length: ACCOUNTS }, (_, number) => ({
    id: idOf(salt, accountRest(number)),
    ledger: 156,
    code: 2010,
    flags: {
      debitsMustNotExceedCredits: number > 0 && number < ACCOUNTS - 1,
      creditsMustNotExceedDebits: number === ACCOUNTS - 1,
    },
  }));
}

const flags: fc.Arbitrary<Partial<TransferFlags>> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 5 },
  { arbitrary: fc.constant({ pending: true }), weight: 4 },
  { arbitrary: fc.constant({ postPendingTransfer: true }), weight: 3 },
  { arbitrary: fc.constant({ voidPendingTransfer: true }), weight: 2 },
  { arbitrary: fc.constant({ balancingDebit: true }), weight: 1 },
  { arbitrary: fc.constant({ balancingCredit: true, pending: true }), weight: 1 },
  { arbitrary: fc.constant({ pending: true, closingDebit: true }), weight: 1 },
  { arbitrary: fc.constant({ pending: true, closingCredit: true }), weight: 1 },
);

/** Ids below this are those of pending transfers, so that postings and voidings find some. */
const PENDING_IDS = 8;

const accountId = (number: number): string => idOf(0, accountRest(number));
const transferIds = (range: { min?: number; max: number }): fc.Arbitrary<string> =>
  fc.integer({ min: 0, ...range }).map((number) => idOf(0, transferRest(number)));

function transfers(): fc.Arbitrary<NewTransfer> {
  return fc
    .record({
      newId: transferIds({ min: PENDING_IDS, max: IDS }),
      pendingId: transferIds({ max: PENDING_IDS - 1 }),
      // One beyond the last is an account that nobody has opened.
      debit: fc.oneof(
        { arbitrary: fc.constant(0), weight: 1 },
        { arbitrary: fc.nat(5), weight: 2 },
      ),
      distance: often(fc.integer({ min: 1, max: ACCOUNTS - 1 }), 0),
      amountMinor: fc.bigInt({ min: 0n, max: 80n }),
      timeoutSeconds: fc.constantFrom(0, 0, 1, 3),
      linked: often(fc.constant(false), true),
      code: often(fc.constant(1), 0),
      flags,
    })
    .map(({ newId, pendingId, debit, distance, linked, ...one }) =>
      consistent({
        ...one,
        id: one.flags.pending === true ? pendingId : newId,
        pendingId,
        debitAccountId: accountId(debit),
        creditAccountId: accountId(debit < ACCOUNTS ? (debit + distance) % ACCOUNTS : 0),
        ledger: 156,
        flags: { ...one.flags, linked },
      }),
    );
}

function often<Value>(arbitrary: fc.Arbitrary<Value>, seldom: Value): fc.Arbitrary<Value> {
  return fc.oneof({ arbitrary, weight: 9 }, { arbitrary: fc.constant(seldom), weight: 1 });
}

/** Drops what would make nearly every random transfer malformed. */
function consistent(one: NewTransfer & { pendingId: string }): NewTransfer {
  const { pendingId, ...rest } = one;
  if (one.flags?.postPendingTransfer !== true && one.flags?.voidPendingTransfer !== true) {
    return one.flags?.pending === true ? rest : { ...rest, timeoutSeconds: 0 };
  }
  const post = one.flags.postPendingTransfer === true;
  const all = post ? AMOUNT_MAX : 0n;
  return {
    ...rest,
    pendingId,
    timeoutSeconds: 0,
    debitAccountId: NIL_ID,
    creditAccountId: NIL_ID,
    amountMinor: post && one.amountMinor % 2n === 0n ? one.amountMinor : all,
    code: 0,
    ledger: 0,
  };
}

/** A history of batches, with time passing between some of them; the bank funds it first. */
export function histories(): fc.Arbitrary<Step[]> {
  const batch = fc
    .array(transfers(), { minLength: 1, maxLength: 6 })
    .map((one) => ({ batch: one }));
  // Half a second off every time-out, so that it is clear on which side of it a step is.
  const pause = fc.constantFrom(0.5, 1.5, 3.5).map((seconds) => ({ seconds }));
  const steps = fc.array(
    fc.oneof({ arbitrary: batch, weight: 6 }, { arbitrary: pause, weight: 1 }),
    { minLength: 1, maxLength: 14 },
  );
  return steps.map((later) => [{ batch: funding() }, ...later]);
}

function funding(): NewTransfer[] {
  const bank = accountId(0);
  return accountsOf(0)
    .slice(1)
    .map(({ id, flags: limits }, index) => ({
      id: idOf(0, transferRest(1000 + index)),
      // What cannot be overpaid is funded by owing.
      debitAccountId: limits?.creditsMustNotExceedDebits === true ? id : bank,
      creditAccountId: limits?.creditsMustNotExceedDebits === true ? bank : id,
      amountMinor: 60n,
      ledger: 156,
      code: 1,
    }));
}

/** The same history under the ids of another salt. */
export function salted(steps: readonly Step[], salt: number): Step[] {
  const moved = (id: string): string => (id === NIL_ID ? id : idOf(salt, id.slice(8)));
  return steps.map((step) =>
    'seconds' in step
      ? step
      : {
          batch: step.batch.map((one) => ({
            ...one,
            id: moved(one.id),
            debitAccountId: moved(one.debitAccountId),
            creditAccountId: moved(one.creditAccountId),
            ...(one.pendingId !== undefined && { pendingId: moved(one.pendingId) }),
          })),
        },
  );
}

/** The sums and openness of all accounts of a history, in order. */
export async function balancesOf(ledger: Subject, salt = 0) {
  const accounts = [];
  for (const { id } of accountsOf(salt)) {
    const account = await ledger.account(id);
    accounts.push({ ...sumsOf(account), closed: account?.flags.closed });
  }
  return accounts;
}

/** The batch cut into its chains, each with the statuses of its items. */
export function chainsOf<Status>(
  batch: readonly NewTransfer[],
  statuses: readonly Status[],
): Status[][] {
  const chains: Status[][] = [[]];
  for (const [index, status] of statuses.entries()) {
    chains.at(-1)?.push(status);
    if (batch[index]?.flags?.linked !== true) chains.push([]);
  }
  return chains.filter((chain) => chain.length > 0);
}
