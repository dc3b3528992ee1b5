// Random histories of a small ledger for the laws: few accounts and few ids, so that transfers meet,
// replay and contradict each other often.

import fc from 'fast-check';
import type { NewAccount } from '../account.ts';
import { NIL_ID } from '../status.ts';
import { AMOUNT_MAX, type NewTransfer, type TransferFlags } from '../transfer.ts';
import { sumsOf, type Subject } from './subject.ts';

/** A batch to post, or a number of seconds to let pass. */
export type Step = { readonly batch: readonly NewTransfer[] } | { readonly seconds: number };

const ACCOUNTS = 5;
const IDS = 24;

/** Ids of one history; the salt keeps histories in one database apart. */
export function idOf(salt: number, kind: 'account' | 'transfer', number: number): string {
  const head = salt.toString(16).padStart(8, '0');
  return `${head}-${kind === 'account' ? 'aaaa' : 'bbbb'}-7000-8000-${String(number).padStart(12, '0')}`;
}

/** A bank's account, customers who cannot overdraw, and one that cannot be overpaid. */
export function accountsOf(salt: number): NewAccount[] {
  return Array.from({ length: ACCOUNTS }, (_, number) => ({
    id: idOf(salt, 'account', number),
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

function transfers(salt: number): fc.Arbitrary<NewTransfer> {
  const account = fc.nat({ max: ACCOUNTS }).map((number) => idOf(salt, 'account', number));
  const transferId = fc.nat({ max: IDS - 1 }).map((number) => idOf(salt, 'transfer', number));
  return fc
    .record({
      id: transferId,
      // The bank's account funds the others, so that histories get somewhere.
      debitAccountId: fc.oneof(fc.constant(idOf(salt, 'account', 0)), account),
      creditAccountId: account,
      amountMinor: fc.bigInt({ min: 0n, max: 40n }),
      timeoutSeconds: fc.constantFrom(0, 0, 1, 3),
      pendingId: transferId,
      linked: fc.constantFrom(false, false, true),
      flags,
      code: fc.constantFrom(1, 1, 1, 2, 0),
    })
    .map(({ linked, ...one }) =>
      consistent({ ...one, ledger: 156, flags: { ...one.flags, linked } }),
    );
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

/** A history of batches, with time passing between some of them. */
export function histories(salt: number): fc.Arbitrary<Step[]> {
  const batch = fc
    .array(transfers(salt), { minLength: 1, maxLength: 6 })
    .map((one) => ({ batch: one }));
  // Half a second more than any time-out, so that it is clear on which side of it a step is.
  const pause = fc.constantFrom(0.5, 1.5, 3.5).map((seconds) => ({ seconds }));
  return fc.array(fc.oneof({ arbitrary: batch, weight: 6 }, { arbitrary: pause, weight: 1 }), {
    minLength: 1,
    maxLength: 14,
  });
}

/** The sums and openness of all accounts of a history, in order. */
export async function balancesOf(ledger: Subject, salt: number) {
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
