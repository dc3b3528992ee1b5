// The routes of this module; here those of what moved on an account, and its statements.

import { businessDate, dateSchema, fileReply, idSchema, pageQuery, route } from '#platform';
import type { Route } from '#platform';
import { Type } from 'typebox';
import type { OnItsWay } from './close-account.ts';
import { ownAccount } from './find-account.ts';
import { listHolds } from './list-holds.ts';
import { periodOf } from './period.ts';
import { readStatement } from './read-statement.ts';
import { codes } from './refusals.ts';
import { accountRoutes } from './routes-accounts.ts';
import { exportStatement, type FileFormat } from './export-statement.ts';
import { holdSchema, holdView } from './views.ts';
import { statementSchema, statementView } from './views.ts';

const tag = 'deposits';

/** What the database's bigint holds. */
const TIMESTAMP_MAX = 2n ** 63n - 1n;

const params = Type.Object({ account_id: idSchema('acct') });

const days = {
  from: Type.Optional({ ...dateSchema, description: 'First day, included.' }),
  to: Type.Optional({ ...dateSchema, description: 'Last day, included; today when left out.' }),
};

/** The routes of this module; what is on its way to an account is known further up. */
export function depositsRoutes(onItsWay: OnItsWay): Route[] {
  return [
    ...accountRoutes(onItsWay),
    listHoldsRoute(),
    statementRoute(),
    fileRoute('csv'),
    fileRoute('pdf'),
  ];
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
    refusals: [
      ...codes('deposits.account_not_found', 'deposits.period_invalid'),
      'ledger.archived',
    ],
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
    refusals: [
      ...codes(
        'deposits.account_not_found',
        'deposits.period_invalid',
        'deposits.period_too_long',
        'deposits.statement_too_large',
      ),
      'ledger.archived',
    ],
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
