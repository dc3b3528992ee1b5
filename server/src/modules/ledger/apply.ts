// The ledger's state machine: takes a batch of accounts or transfers, or the expiry of a pending
// transfer, against a book. Every engine behind the ledger's door runs these rules.

import { strict as assert } from 'node:assert';
import type { Account, AccountStatus, Balances, NewAccount } from './account.ts';
import type { Book } from './book.ts';
import { applyInChains } from './chains.ts';
import { completeAccount } from './complete.ts';
import type { NewTransfer, PendingStatus, Transfer, TransferStatus } from './transfer.ts';
import { validateAccount } from './validate-account.ts';
import { validateTransfer } from './validate-transfer.ts';

/** Opens accounts in order; the n-th is judged at `timestamp` plus n nanoseconds. */
export function applyAccounts(
  book: Book,
  asked: readonly NewAccount[],
  timestamp: bigint,
): AccountStatus[] {
  return applyInChains<Numbered<NewAccount>, AccountStatus>(book, numbered(asked), (item) => {
    const account = completeAccount(item.asked, timestamp + item.position);
    const no = validateAccount(book, item.asked, account);
    if (no !== undefined) return no;
    book.putAccount(account);
    return 'created';
  });
}

/** Makes transfers in order; the n-th is judged at `timestamp` plus n nanoseconds. */
export function applyTransfers(
  book: Book,
  asked: readonly NewTransfer[],
  timestamp: bigint,
): TransferStatus[] {
  return applyInChains<Numbered<NewTransfer>, TransferStatus>(book, numbered(asked), (item) => {
    const verdict = validateTransfer(book, item.asked, timestamp + item.position);
    if (typeof verdict !== 'string') record(book, verdict);
    else if (isOfTheMoment(verdict)) book.putFailed(item.asked.id);
    return typeof verdict === 'string' ? verdict : 'created';
  });
}

/** Frees what a pending transfer holds, because its time is over. */
export function applyExpiry(book: Book, transferId: string): void {
  const transfer = book.transfer(transferId);
  assert(transfer?.flags.pending === true && book.pendingStatus(transferId) === 'pending');
  resolve(book, transfer, 'expired', 0n);
}

type Numbered<Asked> = { asked: Asked; position: bigint; linked: boolean };

function numbered<Asked extends NewAccount | NewTransfer>(
  items: readonly Asked[],
): Numbered<Asked>[] {
  return items.map((asked, index) => ({
    asked,
    position: BigInt(index),
    linked: asked.flags?.linked === true,
  }));
}

const OF_THE_MOMENT: ReadonlySet<TransferStatus> = new Set([
  'debit_account_not_found',
  'credit_account_not_found',
  'pending_transfer_not_found',
  'exceeds_credits',
  'exceeds_debits',
  'debit_account_already_closed',
  'credit_account_already_closed',
]);

/**
 * Whether a refusal depends on the state of the moment. Such an id stays refused for ever, so that
 * a retry of a request can never succeed where its first attempt was told no.
 */
export function isOfTheMoment(status: TransferStatus): boolean {
  return OF_THE_MOMENT.has(status);
}

function record(book: Book, transfer: Transfer): void {
  book.putTransfer(transfer);
  const { amountMinor, flags } = transfer;
  if (flags.postPendingTransfer || flags.voidPendingTransfer) {
    const original = book.transfer(transfer.pendingId ?? '');
    assert(original !== undefined);
    if (flags.postPendingTransfer) resolve(book, original, 'posted', amountMinor);
    else resolve(book, original, 'voided', 0n);
  } else if (flags.pending) {
    book.putPendingStatus(transfer.id, 'pending');
    move(book, transfer, { pendingMinor: amountMinor, postedMinor: 0n, closed: true });
  } else {
    move(book, transfer, { pendingMinor: 0n, postedMinor: amountMinor, closed: true });
  }
}

function resolve(book: Book, original: Transfer, to: PendingStatus, postedMinor: bigint): void {
  book.putPendingStatus(original.id, to);
  move(book, original, { pendingMinor: -original.amountMinor, postedMinor, closed: false });
}

type Movement = { pendingMinor: bigint; postedMinor: bigint; closed: boolean };

/** Changes the two accounts of a transfer; `closed` is what its closing flags make of them. */
function move(book: Book, transfer: Transfer, movement: Movement): void {
  const { pendingMinor, postedMinor } = movement;
  const debit = accountIn(book, transfer.debitAccountId);
  const credit = accountIn(book, transfer.creditAccountId);
  book.putAccount({
    ...debit,
    debitsPendingMinor: sum(debit.debitsPendingMinor, pendingMinor),
    debitsPostedMinor: sum(debit.debitsPostedMinor, postedMinor),
    flags: closing(debit, transfer.flags.closingDebit, movement),
  });
  book.putAccount({
    ...credit,
    creditsPendingMinor: sum(credit.creditsPendingMinor, pendingMinor),
    creditsPostedMinor: sum(credit.creditsPostedMinor, postedMinor),
    flags: closing(credit, transfer.flags.closingCredit, movement),
  });
}

function accountIn(book: Book, id: string): Account {
  const account = book.account(id);
  // A text made for every account that is there would be the dearest part of a movement.
  if (account === undefined) assert.fail(`ledger: account ${id} is not in the book`);
  return account;
}

function sum(balance: Balances[keyof Balances], change: bigint): bigint {
  if (change === 0n) return balance;
  assert(balance + change >= 0n, 'ledger: a balance would become negative');
  return balance + change;
}

function closing(account: Account, flagged: boolean, { closed }: Movement): Account['flags'] {
  return flagged ? { ...account.flags, closed } : account.flags;
}
