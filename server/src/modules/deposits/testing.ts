// What tests of this module and the ones above share: customers with accounts, and money on them.

import assert from 'node:assert/strict';
import { uuidOf } from '@sycee/kit';
import { bankAccounts, LEDGER_CNY, postAll, TRANSFER_CODES, type NewTransfer } from '#ledger';
import { businessDate, type Caller, type Database, type Tx } from '#platform';
import { activeCustomer, seen } from '../parties/testing.ts';
import type { AccountClass, AccountId, DemandAccount } from './account.ts';
import type { MovementKind, Name, PartyId } from './account.ts';
import { changeAccount } from './change-account.ts';
import { describe } from './describe.ts';
import { demandAccountOf, takeSides } from './find-account.ts';
import { countOutgoing, limitState, standingsOf, type LimitState } from './limits.ts';
import { openAccount } from './open-account.ts';
import { noteCard } from './review-class.ts';
import { exceededBy } from './standing.ts';
import { selectAccounts } from './store.ts';

export type AccountHolder = { readonly caller: Caller; readonly account: DemandAccount };

/** An active customer with an open account. */
export async function accountHolder(
  database: Database,
  person: { number: number; name?: string },
): Promise<AccountHolder> {
  const { caller } = await activeCustomer(database, person);
  const account = await database.transact((tx) => openAccount(tx, caller.partyId));
  return { caller, account };
}

/** Gives somebody what class II needs, so that their accounts are raised; answers the main one. */
export async function raise(database: Database, partyId: PartyId): Promise<DemandAccount> {
  await seen(database, partyId);
  return database.transact(async (tx) => {
    await noteCard(tx, partyId, true);
    const account = await demandAccountOf(tx, partyId);
    assert.equal(account?.accountClass, 'II');
    return account;
  });
}

/** Sends so much, as a transfer does: counted, or the limit it would exceed. */
export async function takeOutgoing(tx: Tx, { partyId }: DemandAccount, amountMinor: bigint) {
  const { taken } = await takeSides(tx, { payers: [partyId], payees: [], named: [] });
  const on = await businessDate(tx);
  const [[id, standing] = []] = await standingsOf(tx, taken, on);
  assert(id && standing);
  const exceeded = exceededBy(standing, amountMinor);
  if (exceeded === undefined) await countOutgoing(tx, new Map([[id, amountMinor]]), on);
  return exceeded;
}

type Moved = {
  readonly amountMinor: bigint;
  readonly kind?: MovementKind;
  readonly counterparty?: Name;
  readonly note?: string;
  readonly flags?: NewTransfer['flags'];
};

/** Puts money on an account, as a top-up from a card does; answers the transfer's UUID. */
export function receive(tx: Tx, account: DemandAccount, moved: Moved): Promise<string> {
  const sides = {
    debitAccountId: bankAccounts.cardSettlement,
    creditAccountId: account.ledgerAccountId,
  };
  return move(tx, account, { kind: 'top_up', ...moved }, sides);
}

/** Takes money off an account, as a withdrawal does; answers the transfer's UUID. */
export function spend(tx: Tx, account: DemandAccount, moved: Moved): Promise<string> {
  const sides = {
    debitAccountId: account.ledgerAccountId,
    creditAccountId: bankAccounts.cardSettlement,
  };
  return move(tx, account, { kind: 'withdrawal', ...moved }, sides);
}

/** Puts many single fen on an account, without words. */
export async function receiveMany(tx: Tx, account: DemandAccount, count: number): Promise<void> {
  const transfers = Array.from({ length: count }, () => ({
    id: uuidOf(tx.newId('pay')),
    debitAccountId: bankAccounts.cardSettlement,
    creditAccountId: account.ledgerAccountId,
    amountMinor: 1n,
    ledger: LEDGER_CNY,
    code: TRANSFER_CODES.topUp,
  }));
  assert.equal(await postAll(tx, transfers), 'created');
}

async function move(
  tx: Tx,
  account: DemandAccount,
  { amountMinor, kind = 'transfer', counterparty, note, flags }: Moved,
  sides: Pick<NewTransfer, 'debitAccountId' | 'creditAccountId'>,
): Promise<string> {
  const orderId = tx.newId('pay');
  const id = uuidOf(orderId);
  const terms = { ledger: LEDGER_CNY, code: TRANSFER_CODES.topUp, ...(flags && { flags }) };
  assert.equal(await postAll(tx, [{ id, amountMinor, ...sides, ...terms }]), 'created');
  const words = { counterparty: counterparty ?? null, note: note ?? null };
  const place = { transferId: id, accountId: account.ledgerAccountId };
  await describe(tx, [{ ...place, kind, orderId, ...words }]);
  return id;
}

/** The refusals of accounts, apart from those of statements: each test file provokes its own. */
export const REFUSALS_OF_ACCOUNTS: readonly string[] = [
  'deposits.balance_left',
  'deposits.balance_limit_exceeded',
  'deposits.class_needs_missing',
  'deposits.day_limit_exceeded',
  'deposits.insufficient_funds',
  'deposits.main_account_stays',
  'deposits.money_held',
  'deposits.name_invalid',
  'deposits.name_needed',
  'deposits.name_taken',
  'deposits.party_not_active',
  'deposits.same_account',
  'deposits.account_not_found',
  'deposits.too_many_accounts',
  'deposits.year_limit_exceeded',
];

/** One more account of somebody who has one. */
export function anotherAccount(
  database: Database,
  partyId: PartyId,
  name: string,
  accountClass?: AccountClass,
): Promise<DemandAccount> {
  return database.transact((tx) => openAccount(tx, partyId, { name, accountClass }));
}

/** Makes an account the main one. */
export function makeMain(database: Database, partyId: PartyId, id: AccountId): Promise<void> {
  return database.transact((tx) => changeAccount(tx, { partyId, id }, { isMain: true }));
}

/** The limits of an account as it is now, and what was used of them today. */
export function stateOfAccount(database: Database, { id }: DemandAccount): Promise<LimitState> {
  return database.read(async (tx) => {
    const [account] = await selectAccounts(tx, [id]);
    assert(account);
    return limitState(tx, account, await businessDate(tx));
  });
}
