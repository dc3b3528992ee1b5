// The routes of accounts and their statements.

import { businessDate, dateSchema, fileReply, idSchema, pageQuery, route } from '#platform';
import type { Route, Tx } from '#platform';
import { Type } from 'typebox';
import type { DemandAccount } from './account.ts';
import { balanceOf, demandAccountOf, ownAccount } from './find-account.ts';
import { limitState } from './limits.ts';
import { listHolds } from './list-holds.ts';
import { openAccount } from './open-account.ts';
import { periodOf } from './period.ts';
import { readStatement } from './read-statement.ts';
import type { DepositsRefusalCode } from './refusals.ts';
import { exportStatement, type FileFormat } from './export-statement.ts';
import { accountSchema, accountView, holdSchema, holdView } from './views.ts';
import { statementSchema, statementView } from './views.ts';

const tag = 'deposits';

/** What the database's bigint holds. */
const TIMESTAMP_MAX = 2n ** 63n - 1n;

const params = Type.Object({ account_id: idSchema('acct') });

const days = {
  from: Type.Optional({ ...dateSchema, description: 'First day, included.' }),
  to: Type.Optional({ ...dateSchema, description: 'Last day, included; today when left out.' }),
};

/** The routes of this module. */
export function depositsRoutes(): Route[] {
  return [
    openAccountRoute(),
    listAccountsRoute(),
    getAccountRoute(),
    listHoldsRoute(),
    statementRoute(),
    fileRoute('csv'),
    fileRoute('pdf'),
  ];
}

function openAccountRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/accounts',
    operation: 'openAccount',
    tag,
    summary: 'Open the demand account, or find it',
    access: 'session',
    status: 201,
    refusals: codes('deposits.party_not_active'),
    body: Type.Object({}),
    reply: accountSchema,
    handle: async (tx, { caller }) => show(tx, await openAccount(tx, caller.partyId)),
  });
}

function listAccountsRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/accounts',
    operation: 'listAccounts',
    tag,
    summary: "List one's accounts",
    access: 'session',
    refusals: [],
    reply: Type.Object({ items: Type.Array(accountSchema) }, { title: 'Accounts' }),
    handle: async (tx, { caller }) => {
      const account = await demandAccountOf(tx, caller.partyId);
      return { items: account === undefined ? [] : [await show(tx, account)] };
    },
  });
}

function getAccountRoute(): Route {
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

function listHoldsRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/accounts/:account_id/holds',
    operation: 'listHolds',
    tag,
    summary: 'List money on hold and on its way',
    access: 'session',
    refusals: codes('deposits.account_not_found'),
    params,
    reply: Type.Object({ items: Type.Array(holdSchema) }, { title: 'Holds' }),
    handle: async (tx, { caller, params: { account_id: id }, locale }) => {
      const holds = await listHolds(tx, await ownAccount(tx, caller.partyId, id));
      return { items: holds.map((hold) => holdView(hold, locale)) };
    },
  });
}

function statementRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/accounts/:account_id/statement',
    operation: 'getStatement',
    tag,
    summary: 'Show the movements of a period, newest first',
    access: 'session',
    refusals: codes('deposits.account_not_found', 'deposits.period_invalid'),
    params,
    query: Type.Object({
      ...days,
      ...pageQuery,
      after: Type.Optional(
        Type.String({ pattern: '^[0-9]{1,19}$', description: 'The `next` of the page before.' }),
      ),
    }),
    reply: statementSchema,
    handle: async (tx, { caller, params: { account_id: id }, query, locale }) => {
      const account = await ownAccount(tx, caller.partyId, id);
      const page = await readStatement(tx, account, {
        period: periodOf(query, await businessDate(tx)),
        before: query.after === undefined ? undefined : cursorOf(query.after),
        limit: query.limit ?? 20,
      });
      return statementView(account, page, locale);
    },
  });
}

function fileRoute(format: FileFormat): Route {
  return route({
    method: 'GET',
    path: `/v1/accounts/:account_id/statement.${format}`,
    operation: format === 'csv' ? 'downloadStatementCsv' : 'downloadStatementPdf',
    tag,
    summary: `Download a statement as ${format.toUpperCase()}, at most 366 days`,
    access: 'session',
    limit: { requests: 30, seconds: 60 },
    refusals: codes(
      'deposits.account_not_found',
      'deposits.period_invalid',
      'deposits.period_too_long',
      'deposits.statement_too_large',
    ),
    params,
    query: Type.Object({
      ...days,
      language: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
    }),
    reply: fileReply(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/pdf'),
    handle: async (tx, { caller, params: { account_id: id }, query, locale }) =>
      exportStatement(tx, await ownAccount(tx, caller.partyId, id), {
        format,
        asked: query,
        locale: query.language ?? locale,
      }),
  });
}

/** The cursor of a page; one beyond every movement starts at the newest, as an invented one may. */
function cursorOf(after: string): bigint {
  const timestamp = BigInt(after);
  return timestamp > TIMESTAMP_MAX ? TIMESTAMP_MAX : timestamp;
}

async function show(tx: Tx, account: DemandAccount) {
  const balance = await balanceOf(tx, account);
  const state = await limitState(tx, account, await businessDate(tx));
  return accountView(account, { balance, state, asOf: tx.now });
}

function codes(...list: DepositsRefusalCode[]): DepositsRefusalCode[] {
  return list;
}
