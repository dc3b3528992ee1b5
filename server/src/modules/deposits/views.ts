// How accounts, holds and statements look on the wire, and the schemas that say so.

import { cny, idOf, isoOf, type Instant } from '@sycee/kit';
import { dateSchema, idSchema, instantSchema, moneySchema, moneyView, nullable } from '#platform';
import type { Locale } from '#platform';
import { Type, type Static } from 'typebox';
import { groupedNumber } from './account-number.ts';
import type { DemandAccount } from './account.ts';
import type { Balance } from './find-account.ts';
import type { LimitState } from './limits.ts';
import { notBelowZero } from './standing.ts';
import type { Hold } from './list-holds.ts';
import type { StatementLine, StatementPage } from './read-statement.ts';
import { counterpartyOf, phraseOf } from './wording.ts';

const direction = Type.Union([Type.Literal('in'), Type.Literal('out')]);

const limitSchema = Type.Object({ limit: moneySchema, used: moneySchema, left: moneySchema });

export const accountSchema = Type.Object(
  {
    id: idSchema('acct'),
    number: Type.String({
      description: 'In groups of four.',
      examples: ['6231 9900 0000 1000 014'],
    }),
    class: Type.Union([Type.Literal('II'), Type.Literal('III')]),
    status: Type.Literal('open'),
    currency: Type.Literal('CNY'),
    balance: moneySchema,
    available: moneySchema,
    held_out: moneySchema,
    held_in: moneySchema,
    limits: Type.Object({
      outgoing_day: limitSchema,
      outgoing_year: limitSchema,
      balance_max: nullable(moneySchema),
    }),
    opened_at: instantSchema,
    as_of: instantSchema,
  },
  { title: 'Account' },
);

/** An account as its holder sees it at a moment. */
export function accountView(
  account: DemandAccount,
  { balance, state, asOf }: { balance: Balance; state: LimitState; asOf: Instant },
): Static<typeof accountSchema> {
  const { limits, used } = state;
  return {
    id: account.id,
    number: groupedNumber(account.number),
    class: account.accountClass,
    status: 'open',
    currency: 'CNY',
    balance: money(balance.postedMinor),
    available: money(balance.availableMinor),
    held_out: money(balance.heldOutMinor),
    held_in: money(balance.heldInMinor),
    limits: {
      outgoing_day: limitView(limits.outgoingDayMinor, used.dayMinor),
      outgoing_year: limitView(limits.outgoingYearMinor, used.yearMinor),
      balance_max: limits.balanceMaxMinor === null ? null : money(limits.balanceMaxMinor),
    },
    opened_at: isoOf(account.openedAt),
    as_of: isoOf(asOf),
  };
}

function limitView(limitMinor: bigint, usedMinor: bigint): Static<typeof limitSchema> {
  const left = notBelowZero(limitMinor - usedMinor);
  return { limit: money(limitMinor), used: money(usedMinor), left: money(left) };
}

export const holdSchema = Type.Object(
  {
    transfer_id: idSchema('transfer'),
    amount: moneySchema,
    direction,
    description: Type.String({ examples: ['Transfer · Chen Hao'] }),
    order_id: nullable(Type.String()),
    created_at: instantSchema,
  },
  { title: 'Hold' },
);

/** A hold as the account's holder sees it. */
export function holdView(hold: Hold, locale: Locale): Static<typeof holdSchema> {
  return {
    transfer_id: idOf('transfer', hold.transferId),
    amount: money(hold.amountMinor),
    direction: hold.direction,
    description: phraseOf(hold.movement, locale),
    order_id: hold.movement?.orderId ?? null,
    created_at: isoOf(hold.createdAt),
  };
}

const statementLineSchema = Type.Object(
  {
    id: idSchema('transfer'),
    at: instantSchema,
    direction,
    amount: moneySchema,
    balance_after: moneySchema,
    kind: Type.Union([
      Type.Literal('top_up'),
      Type.Literal('withdrawal'),
      Type.Literal('withdrawal_fee'),
      Type.Literal('transfer'),
      Type.Literal('other'),
    ]),
    counterparty: nullable(Type.String()),
    note: nullable(Type.String()),
    order_id: nullable(Type.String()),
  },
  { title: 'StatementLine' },
);

export const statementSchema = Type.Object(
  {
    account_id: idSchema('acct'),
    from: dateSchema,
    to: dateSchema,
    opening: moneySchema,
    closing: moneySchema,
    total_in: moneySchema,
    total_out: moneySchema,
    items: Type.Array(statementLineSchema),
    next: nullable(Type.String()),
  },
  { title: 'Statement' },
);

/** A page of a statement, in the language of the request. */
export function statementView(
  account: DemandAccount,
  page: StatementPage,
  locale: Locale,
): Static<typeof statementSchema> {
  return {
    account_id: account.id,
    from: page.period.from,
    to: page.period.to,
    opening: money(page.openingMinor),
    closing: money(page.closingMinor),
    total_in: money(page.totalInMinor),
    total_out: money(page.totalOutMinor),
    items: page.lines.map((line) => lineView(line, locale)),
    next: page.next?.toString() ?? null,
  };
}

function lineView(line: StatementLine, locale: Locale): Static<typeof statementLineSchema> {
  return {
    id: idOf('transfer', line.transferId),
    at: isoOf(line.at),
    direction: line.direction,
    amount: money(line.amountMinor),
    balance_after: money(line.balanceAfterMinor),
    kind: line.movement?.kind ?? 'other',
    counterparty: counterpartyOf(line.movement, locale),
    note: line.movement?.note ?? null,
    order_id: line.movement?.orderId ?? null,
  };
}

function money(amountMinor: bigint): Static<typeof moneySchema> {
  return moneyView(cny(amountMinor));
}
