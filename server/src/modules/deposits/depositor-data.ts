// What this room holds of a person, and what leaving means here: every account must be empty, and
// is closed.

import { cny, decimalOf, isoOf } from '@sycee/kit';
import { ANTI_MONEY_LAUNDERING, type Holder } from '#parties';
import type { Tx } from '#platform';
import { nameOf } from './account-name.ts';
import type { DemandAccount } from './account.ts';
import { closeEmpty, obstacleOf } from './close-account.ts';
import { balanceOf } from './find-account.ts';
import { readHistory, type StatementLine } from './read-statement.ts';
import { lockAccountsOfParty, selectAccountsOfParty, updateName } from './store.ts';
import { takeHolder } from './store-holders.ts';

/** The accounts, their balances and their movements. */
export const depositsHolder: Holder = {
  room: 'deposits',
  about: {
    en: 'Your accounts, their balances, and every movement on them. Amounts are in yuan.',
    zh: '您的账户、余额及每一笔变动，金额单位为元。',
  },
  holdings: async (tx, partyId) => {
    const accounts = await selectAccountsOfParty(tx, partyId);
    return { accounts: await Promise.all(accounts.map((account) => plainAccount(tx, account))) };
  },
  obstacles: async (tx, partyId) => {
    await takeHolder(tx, partyId);
    const accounts = await lockAccountsOfParty(tx, partyId);
    const obstacles = await Promise.all(accounts.map((account) => obstacleOf(tx, account)));
    return obstacles.filter((obstacle) => obstacle !== undefined).slice(0, 1);
  },
  letGo: async (tx, partyId) => {
    const accounts = await lockAccountsOfParty(tx, partyId);
    await closeEmpty(tx, accounts);
    for (const { id } of await selectAccountsOfParty(tx, partyId)) await updateName(tx, id, null);
  },
  deletes: [{ en: 'What you called your accounts', zh: '您为账户起的名称' }],
  keeps: [
    {
      what: { en: 'Your accounts and their movements', zh: '您的账户及其变动记录' },
      why: ANTI_MONEY_LAUNDERING,
    },
  ],
};

async function plainAccount(tx: Tx, account: DemandAccount): Promise<object> {
  const { postedMinor } = await balanceOf(tx, account);
  return {
    account_id: account.id,
    number: account.number,
    name: nameOf(tx.secrets, account),
    class: account.accountClass,
    is_main: account.isMain,
    state: account.isOpen ? 'open' : 'closed',
    opened_at: isoOf(account.openedAt),
    balance: decimalOf(cny(postedMinor)),
    movements: (await readHistory(tx, account)).map(plainLine),
  };
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
