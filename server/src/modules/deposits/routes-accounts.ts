// The routes of accounts: opening, naming and closing them, their way to class II, and money from
// one account of a person to another.

import assert from 'node:assert/strict';
import { cny, isoOf, parseMinor } from '@sycee/kit';
import { idSchema, instantSchema, moneySchema, moneyView } from '#platform';
import { businessDate, positiveAmountSchema, route, type Caller } from '#platform';
import type { Route, Tx } from '#platform';
import { Type } from 'typebox';
import { nameOf } from './account-name.ts';
import type { DemandAccount } from './account.ts';
import { changeAccount } from './change-account.ts';
import { closeAccount, type OnItsWay } from './close-account.ts';
import { balancesOf, ownAccount } from './find-account.ts';
import { limitStates } from './limits.ts';
import { moveMoney } from './move-money.ts';
import { openAccount } from './open-account.ts';
import { codes } from './refusals.ts';
import { showUpgrade } from './show-upgrade.ts';
import { selectAccountsOfParty } from './store.ts';
import { accountSchema, accountView, upgradeSchema, upgradeView } from './views.ts';

const tag = 'deposits';

const params = Type.Object({ account_id: idSchema('acct') });

const nameSchema = Type.String({ maxLength: 80, description: 'At most 20 characters.' });

/** The routes of accounts. */
export function accountRoutes(onItsWay: OnItsWay): Route[] {
  return [
    openRoute(),
    listRoute(),
    getRoute(),
    changeRoute(),
    closeRoute(onItsWay),
    upgradeRoute(),
    moveRoute(onItsWay),
  ];
}

function openRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/accounts',
    operation: 'openAccount',
    tag,
    summary: 'Open the main account, or a further one with a name, or find it',
    access: 'session',
    status: 201,
    refusals: [
      'parties.under_review',
      'parties.frozen',
      ...codes(
        'deposits.party_not_active',
        'deposits.name_invalid',
        'deposits.name_needed',
        'deposits.name_taken',
        'deposits.class_needs_missing',
        'deposits.too_many_accounts',
      ),
    ],
    body: Type.Object({
      name: Type.Optional(nameSchema),
      class: Type.Optional(
        Type.Union([Type.Literal('II'), Type.Literal('III')], {
          description: 'The highest that is met when left out; III stays III until it may rise.',
        }),
      ),
    }),
    reply: accountSchema,
    handle: async (tx, { caller, body: { name, class: accountClass } }) =>
      show(tx, await openAccount(tx, caller.partyId, { name, accountClass })),
  });
}

function listRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/accounts',
    operation: 'listAccounts',
    tag,
    summary: "List one's open accounts, the main one first",
    access: 'session',
    refusals: [],
    reply: Type.Object({ items: Type.Array(accountSchema) }, { title: 'Accounts' }),
    handle: async (tx, { caller }) => {
      const accounts = await selectAccountsOfParty(tx, caller.partyId);
      return {
        items: await showAll(
          tx,
          accounts.filter(({ isOpen }) => isOpen),
        ),
      };
    },
  });
}

function getRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/accounts/:account_id',
    operation: 'getAccount',
    tag,
    summary: 'Show an account with its balance and limits',
    access: 'session',
    refusals: codes('deposits.account_not_found'),
    params,
    reply: accountSchema,
    handle: async (tx, { caller, params: { account_id: id } }) =>
      show(tx, await ownAccount(tx, caller.partyId, id)),
  });
}

function changeRoute(): Route {
  return route({
    method: 'PATCH',
    path: '/v1/accounts/:account_id',
    operation: 'changeAccount',
    tag,
    summary: 'Name an account, make it the main one, or let it rise to class II',
    access: 'session',
    refusals: codes('deposits.account_not_found', 'deposits.name_invalid', 'deposits.name_taken'),
    params,
    body: Type.Object({
      name: Type.Optional(nameSchema),
      is_main: Type.Optional(Type.Literal(true)),
      rises: Type.Optional(Type.Literal(true)),
    }),
    reply: accountSchema,
    handle: async (tx, { caller, params: { account_id: id }, body }) => {
      const { name, is_main: isMain, rises } = body;
      await changeAccount(tx, { partyId: caller.partyId, id }, { name, isMain, rises });
      return show(tx, await ownAccount(tx, caller.partyId, id));
    },
  });
}

function closeRoute(onItsWay: OnItsWay): Route {
  return route({
    method: 'DELETE',
    path: '/v1/accounts/:account_id',
    operation: 'closeAccount',
    tag,
    summary: 'Close an empty account that is not the main one',
    access: 'session',
    proof: true,
    status: 204,
    refusals: codes(
      'deposits.account_not_found',
      'deposits.main_account_stays',
      'deposits.money_held',
      'deposits.balance_left',
    ),
    params,
    handle: async (tx, { caller, params: { account_id: id } }) => {
      await closeAccount(tx, { partyId: caller.partyId, id }, onItsWay);
      return undefined;
    },
  });
}

function upgradeRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/accounts/:account_id/upgrade',
    operation: 'getUpgrade',
    tag,
    summary: 'Show what class II still needs, and what it brings',
    access: 'session',
    refusals: codes('deposits.account_not_found'),
    params,
    reply: upgradeSchema,
    handle: async (tx, { caller, params: { account_id: id } }) => {
      const account = await ownAccount(tx, caller.partyId, id);
      return upgradeView(account, await showUpgrade(tx, account));
    },
  });
}

function moveRoute(onItsWay: OnItsWay): Route {
  return route({
    method: 'POST',
    path: '/v1/account-moves',
    operation: 'moveMoney',
    tag,
    summary: 'Move money from one of one’s accounts to another',
    access: 'session',
    money: true,
    proof: true,
    status: 201,
    refusals: codes(
      'deposits.same_account',
      'deposits.account_not_found',
      'deposits.day_limit_exceeded',
      'deposits.year_limit_exceeded',
      'deposits.balance_limit_exceeded',
      'deposits.insufficient_funds',
    ),
    body: Type.Object({
      from_account_id: idSchema('acct'),
      to_account_id: idSchema('acct'),
      amount: positiveAmountSchema,
    }),
    reply: Type.Object(
      {
        id: idSchema('move'),
        from_account_id: idSchema('acct'),
        to_account_id: idSchema('acct'),
        amount: moneySchema,
        moved_at: instantSchema,
      },
      { title: 'AccountMove' },
    ),
    handle: async (tx, { caller, body }) => {
      const asked = askedMove(caller, body);
      const { id, at } = await moveMoney(tx, asked, onItsWay);
      return {
        id,
        from_account_id: asked.fromId,
        to_account_id: asked.toId,
        amount: moneyView(cny(asked.amountMinor)),
        moved_at: isoOf(at),
      };
    },
  });
}

type MoveBody = {
  readonly from_account_id: `acct_${string}`;
  readonly to_account_id: `acct_${string}`;
  readonly amount: { readonly minor: string };
};

function askedMove({ partyId }: Caller, body: MoveBody) {
  const { from_account_id: fromId, to_account_id: toId, amount } = body;
  return { partyId, fromId, toId, amountMinor: parseMinor(amount.minor) };
}

async function show(tx: Tx, account: DemandAccount) {
  const [view] = await showAll(tx, [account]);
  assert(view);
  return view;
}

async function showAll(tx: Tx, accounts: readonly DemandAccount[]) {
  const on = await businessDate(tx);
  const [balances, states] = await Promise.all([
    balancesOf(tx, accounts),
    limitStates(tx, accounts, on),
  ]);
  return accounts.map((account, index) => {
    const [balance, state] = [balances[index], states[index]];
    assert(balance && state);
    return accountView(account, {
      name: nameOf(tx.secrets, account),
      balance,
      state,
      on,
      asOf: tx.now,
    });
  });
}
