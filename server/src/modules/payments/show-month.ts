// A month at a glance: what came in and went out, by kind and by day, beside the month before. The
// figures come from orders that succeeded, on the day they did, and include fees.

import { add, cny, type Id, type Minor, ZERO } from '@sycee/kit';
import { type Static, Type } from 'typebox';
import { BANK_UTC_OFFSET_MINUTES, dateSchema, moneySchema, moneyView, type Tx } from '#platform';
import { monthBefore, rangeOfMonth, readMonth } from './months.ts';
import type { Direction } from './order.ts';
import { type DaySum, sumsByDay } from './store-order-lists.ts';
import { directionSchema, kindSchema } from './views.ts';

const totals = { in: moneySchema, out: moneySchema };

export const monthSchema = Type.Object(
  {
    month: Type.String({ examples: ['2026-01'] }),
    ...totals,
    count: Type.Integer(),
    by_kind: Type.Array(
      Type.Object({
        kind: kindSchema,
        direction: directionSchema,
        amount: moneySchema,
        count: Type.Integer(),
      }),
    ),
    by_day: Type.Array(Type.Object({ date: dateSchema, ...totals })),
    previous: Type.Object({ month: Type.String(), ...totals }),
  },
  { title: 'Month' },
);

/**
 * The customer's month in the bank's time zone; days and kinds without money are left out. Refuses
 * period_invalid.
 */
export async function showMonth(
  tx: Tx,
  partyId: Id<'party'>,
  asked: string,
): Promise<Static<typeof monthSchema>> {
  const month = readMonth(asked);
  const offset = BANK_UTC_OFFSET_MINUTES;
  const before = monthBefore(month);
  const [sums, earlier] = await Promise.all([
    sumsByDay(tx, partyId, rangeOfMonth(month, offset), offset),
    sumsByDay(tx, partyId, rangeOfMonth(before, offset), offset),
  ]);
  const byKind = groupBy(sums, ({ kind, direction }) => `${kind} ${direction}`);
  const byDay = groupBy(sums, ({ date }) => date);
  return {
    month,
    ...inAndOut(sums),
    count: countOf(sums),
    by_kind: byKind.map(({ first, members }) => ({
      kind: first.kind,
      direction: first.direction,
      amount: moneyView(cny(totalOf(members))),
      count: countOf(members),
    })),
    by_day: byDay.map(({ first, members }) => ({ date: first.date, ...inAndOut(members) })),
    previous: { month: before, ...inAndOut(earlier) },
  };
}

function inAndOut(sums: readonly DaySum[]) {
  const total = (direction: Direction) =>
    moneyView(cny(totalOf(sums.filter((sum) => sum.direction === direction))));
  return { in: total('in'), out: total('out') };
}

function totalOf(sums: readonly DaySum[]): Minor {
  return add(ZERO, ...sums.map(({ totalMinor }) => totalMinor));
}

function countOf(sums: readonly DaySum[]): number {
  return sums.reduce((count, sum) => count + sum.count, 0);
}

type Group = { readonly first: DaySum; readonly members: DaySum[] };

function groupBy(sums: readonly DaySum[], keyOf: (sum: DaySum) => string): Group[] {
  const groups = new Map<string, Group>();
  for (const sum of sums) {
    const group = groups.get(keyOf(sum));
    if (group === undefined) groups.set(keyOf(sum), { first: sum, members: [sum] });
    else group.members.push(sum);
  }
  return [...groups.values()];
}
