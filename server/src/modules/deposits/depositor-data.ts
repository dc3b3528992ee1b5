// What this room holds of a person, and what leaving means here: the account must be empty, and is
// closed in the ledger too, so that money on its way to it is refused instead of lost.

import assert from 'node:assert/strict';
import { cny, decimalOf, isoOf, uuidOf, type Refusal } from '@sycee/kit';
import { bankAccounts, LEDGER_CNY, postAll, TRANSFER_CODES } from '#ledger';
import { ANTI_MONEY_LAUNDERING, type Holder } from '#parties';
import type { Tx } from '#platform';
import type { DemandAccount, PartyId } from './account.ts';
import { balanceOf, demandAccountOf, lockDemandAccounts } from './find-account.ts';
import { readHistory, type StatementLine } from './read-statement.ts';
import { refuse } from './refusals.ts';
import { updateStatus } from './store.ts';

/** The account, its balance and its movements. */
export const depositsHolder: Holder = {
  room: 'deposits',
  about: {
    en: 'Your account, its balance, and every movement on it. Amounts are in yuan.',
    zh: '您的账户、余额及每一笔变动，金额单位为元。',
  },
  holdings: async (tx, partyId) => {
    const account = await demandAccountOf(tx, partyId);
    if (account === undefined) return { account: null };
    const { postedMinor } = await balanceOf(tx, account);
    return {
      account: {
        account_id: account.id,
        number: account.number,
        class: account.accountClass,
        opened_at: isoOf(account.openedAt),
        balance: decimalOf(cny(postedMinor)),
      },
      movements: (await readHistory(tx, account)).map(plainLine),
    };
  },
  obstacles: async (tx, partyId) => {
    const account = (await lockDemandAccounts(tx, [partyId])).get(partyId);
    const obstacle = account && (await obstacleOf(tx, account));
    return obstacle === undefined ? [] : [obstacle];
  },
  letGo: async (tx, partyId) => {
    const account = (await lockDemandAccounts(tx, [partyId])).get(partyId);
    if (account === undefined) return;
    await closeInLedger(tx, account, partyId);
    // Closed first, looked at second: from here on nothing can arrive.
    const obstacle = await obstacleOf(tx, account);
    if (obstacle !== undefined) throw obstacle;
    await updateStatus(tx, account.id, 'closed');
  },
  deletes: [],
  keeps: [
    {
      what: { en: 'Your account and its movements', zh: '您的账户及其变动记录' },
      why: ANTI_MONEY_LAUNDERING,
    },
  ],
};

async function obstacleOf(tx: Tx, account: DemandAccount): Promise<Refusal | undefined> {
  const { postedMinor, heldOutMinor, heldInMinor } = await balanceOf(tx, account);
  if (heldOutMinor > 0n || heldInMinor > 0n) return refuse('deposits.money_held');
  if (postedMinor === 0n) return undefined;
  return refuse('deposits.balance_left', { balance: decimalOf(cny(postedMinor)) });
}

async function closeInLedger(tx: Tx, account: DemandAccount, partyId: PartyId): Promise<void> {
  const closing = {
    id: uuidOf(tx.newId('tr')),
    debitAccountId: account.ledgerAccountId,
    creditAccountId: bankAccounts.cardSettlement,
    amountMinor: 0n,
    userData128: uuidOf(partyId),
    ledger: LEDGER_CNY,
    code: TRANSFER_CODES.closing,
    flags: { pending: true, closingDebit: true },
  };
  assert.equal(await postAll(tx, [closing]), 'created');
}

function plainLine(line: StatementLine): object {
  const { movement } = line;
  return {
    at: isoOf(line.at),
    direction: line.direction,
    amount: decimalOf(cny(line.amountMinor)),
    balance_after: decimalOf(cny(line.balanceAfterMinor)),
    kind: movement?.kind ?? null,
    order_id: movement?.orderId ?? null,
    counterparty: movement?.counterparty ?? null,
    note: movement?.note ?? null,
  };
}
