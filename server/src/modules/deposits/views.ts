// How accounts, holds and statements look on the wire, and the schemas that say so.

import { addDays, cny, idOf, isoOf, parseBusinessDate, startOf } from '@sycee/kit';
import type { BusinessDate, Instant } from '@sycee/kit';
import { BANK_UTC_OFFSET_MINUTES } from '#platform';
import { dateSchema, idSchema, instantSchema, moneySchema, moneyView, nullable } from '#platform';
import type { Locale } from '#platform';
import { Type, type Static } from 'typebox';
import { groupedNumber } from './account-number.ts';
import type { ClassLimits, DemandAccount, Movement } from './account.ts';
import type { Balance } from './find-account.ts';
import type { LimitState } from './limits.ts';
import { notBelowZero } from './standing.ts';
import type { Hold } from './list-holds.ts';
import type { StatementLine, StatementPage } from './read-statement.ts';
import type { Upgrade } from './show-upgrade.ts';
import { counterpartyOf, phraseOf } from './wording.ts';

const direction = Type.Union([Type.Literal('in'), Type.Literal('out')]);

const limitSchema = Type.Object({
  limit: moneySchema,
  used: moneySchema,
  left: moneySchema,
  resets_at: { ...instantSchema, description: 'When it is whole again.' },
});

const classSchema = Type.Union([Type.Literal('II'), Type.Literal('III')]);

export const accountSchema = Type.Object(
  {
    id: idSchema('acct'),
    number: Type.String({
      description: 'In groups of four.',
      examples: ['6231 9900 0000 1000 014'],
    }),
    name: nullable(Type.String({ description: 'What its holder calls it.' })),
    class: classSchema,
    limited: Type.Boolean({
      description: 'Of class II, but a need of it fell away: it sends as class III does.',
    }),
    is_main: Type.Boolean({ description: 'The account that is meant when none is named.' }),
    status: Type.Union([Type.Literal('open'), Type.Literal('closed')]),
    currency: Type.Literal('CNY'),
    balance: moneySchema,
    available: moneySchema,
    held_out: moneySchema,
    held_in: moneySchema,
    limits: Type.Object({
      outgoing_day: limitSchema,
      outgoing_year: limitSchema,
      balance_max: nullable(moneySchema),
      balance_left: nullable(moneySchema),
    }),
    opened_at: instantSchema,
    as_of: instantSchema,
  },
  { title: 'Account' },
);

/** What is seen of an account at a moment of a business day. */
export type AccountSeen = {
  readonly name: string | null;
  readonly balance: Balance;
  readonly state: LimitState;
  readonly on: BusinessDate;
  readonly asOf: Instant;
};

/** An account as its holder sees it. */
export function accountView(
  account: DemandAccount,
  { name, balance, state, on, asOf }: AccountSeen,
): Static<typeof accountSchema> {
  const { limits, used } = state;
  const { balanceMaxMinor: most } = limits;
  return {
    id: account.id,
    number: groupedNumber(account.number),
    name,
    class: account.accountClass,
    limited: account.limited,
    is_main: account.isMain,
    status: account.isOpen ? 'open' : 'closed',
    currency: 'CNY',
    balance: money(balance.postedMinor),
    available: money(balance.availableMinor),
    held_out: money(balance.heldOutMinor),
    held_in: money(balance.heldInMinor),
    limits: {
      outgoing_day: limitView(limits.outgoingDayMinor, used.dayMinor, addDays(on, 1)),
      outgoing_year: limitView(limits.outgoingYearMinor, used.yearMinor, nextYear(on)),
      balance_max: most === null ? null : money(most),
      balance_left:
        most === null
          ? null
          : money(notBelowZero(most - balance.postedMinor - balance.heldInMinor)),
    },
    opened_at: isoOf(account.openedAt),
    as_of: isoOf(asOf),
  };
}

function limitView(
  limitMinor: bigint,
  usedMinor: bigint,
  renewed: BusinessDate,
): Static<typeof limitSchema> {
  return {
    limit: money(limitMinor),
    used: money(usedMinor),
    left: money(notBelowZero(limitMinor - usedMinor)),
    resets_at: isoOf(startOf(renewed, BANK_UTC_OFFSET_MINUTES)),
  };
}

function nextYear(on: BusinessDate): BusinessDate {
  return parseBusinessDate(`${Number(on.slice(0, 4)) + 1}-01-01`);
}

const reachSchema = Type.Object({
  outgoing_day: moneySchema,
  outgoing_year: moneySchema,
  balance_max: nullable(moneySchema),
});

export const upgradeSchema = Type.Object(
  {
    account_id: idSchema('acct'),
    class: classSchema,
    limited: Type.Boolean(),
    by_itself: Type.Boolean({
      description: 'Raised when the last need is met; false for one kept at class III on purpose.',
    }),
    needs: Type.Array(
      Type.Object({
        need: Type.Union([
          Type.Literal('identity'),
          Type.Literal('pin'),
          Type.Literal('card'),
          Type.Literal('presence'),
        ]),
        met: Type.Boolean(),
      }),
      { description: 'What class II needs; `presence`: an enrolled face or an approved review.' },
    ),
    as_is: reachSchema,
    raised: reachSchema,
    small: { ...reachSchema, description: 'What an account kept at class III may do.' },
  },
  { title: 'AccountUpgrade' },
);

/** The way of an account to class II. */
export function upgradeView(
  account: DemandAccount,
  { needs, asIs, raised, small }: Upgrade,
): Static<typeof upgradeSchema> {
  return {
    account_id: account.id,
    class: account.accountClass,
    limited: account.limited,
    by_itself: account.rises,
    needs: needs.map(({ need, isMet }) => ({ need, met: isMet })),
    as_is: reachView(asIs),
    raised: reachView(raised),
    small: reachView(small),
  };
}

function reachView(limits: ClassLimits): Static<typeof reachSchema> {
  const { balanceMaxMinor: most } = limits;
  return {
    outgoing_day: money(limits.outgoingDayMinor),
    outgoing_year: money(limits.outgoingYearMinor),
    balance_max: most === null ? null : money(most),
  };
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
      Type.Literal('own_transfer'),
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
    order_id: orderOf(line.movement),
  };
}

/** A move between own accounts is no order: there is nothing more to see of it. */
function orderOf(movement: Movement | undefined): string | null {
  return movement === undefined || movement.kind === 'own_transfer' ? null : movement.orderId;
}

function money(amountMinor: bigint): Static<typeof moneySchema> {
  return moneyView(cny(amountMinor));
}
