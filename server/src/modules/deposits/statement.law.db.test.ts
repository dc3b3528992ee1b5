// Laws of statements, for random histories lived on a real ledger.

import {
  addDays,
  businessDateAt,
  parseBusinessDate,
  parseInstant,
  type BusinessDate,
} from '@sycee/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BANK_UTC_OFFSET_MINUTES, type Tx } from '#platform';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import type { DemandAccount, Period } from './account.ts';
import { auditDeposits } from './audit-deposits.ts';
import { balanceOf } from './find-account.ts';
import { readStatement, readWholeStatement, type StatementLine } from './read-statement.ts';
import { accountHolder, receive, spend } from './testing.ts';

const SEED = 20_260_131;

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'deposits' });
});
afterAll(() => bank.close());

let people = 0;
const newAccount = async () => (await accountHolder(bank.database, { number: ++people })).account;

type Step = { pause: number; amount: number; isIn: boolean; held: boolean };

const step = fc.record({
  pause: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40_000 })),
  amount: fc.integer({ min: 1, max: 50_000 }),
  isIn: fc.boolean(),
  held: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
const history = fc.array(step, { minLength: 1, maxLength: 40 });

type Booked = { on: BusinessDate; amountMinor: bigint; isIn: boolean };

/** Lives a history on a new account; answers what was booked, as a model kept by hand. */
async function live(steps: readonly Step[]): Promise<{ account: DemandAccount; booked: Booked[] }> {
  bank.clock.set(parseInstant('2026-01-15T02:00:00.000Z'));
  const account = await newAccount();
  const booked: Booked[] = [];
  for (const { pause, amount, isIn, held } of steps) {
    bank.clock.advance(pause);
    const amountMinor = BigInt(amount);
    await bank.database.transact(async (tx) => {
      const { availableMinor } = await balanceOf(tx, account);
      if (!isIn && availableMinor < amountMinor) return;
      const work = isIn ? receive : spend;
      await work(tx, account, { amountMinor, ...(held && { flags: { pending: true } }) });
      const on = businessDateAt(tx.now, BANK_UTC_OFFSET_MINUTES);
      if (!held) booked.push({ on, amountMinor, isIn });
    });
  }
  return { account, booked };
}

const within = (booked: readonly Booked[], { from, to }: Period) =>
  booked.filter(({ on }) => on >= from && on <= to);
const net = (booked: readonly Booked[]) =>
  booked.reduce((sum, { amountMinor, isIn }) => sum + (isIn ? amountMinor : -amountMinor), 0n);

async function pagesOf(
  tx: Tx,
  account: DemandAccount,
  asked: { period: Period; limit: number },
): Promise<StatementLine[]> {
  const lines: StatementLine[] = [];
  let before: bigint | undefined;
  do {
    const page = await readStatement(tx, account, { ...asked, before });
    expect(page.lines.length).toBeLessThanOrEqual(asked.limit);
    lines.push(...page.lines);
    before = page.next;
  } while (before !== undefined);
  return lines;
}

describe('the statement of any history', () => {
  const day = fc
    .integer({ min: 10, max: 31 })
    .map((number) => parseBusinessDate(`2026-01-${number}`));
  const period = fc.tuple(day, day).map(([one, other]) => {
    return one <= other ? { from: one, to: other } : { from: other, to: one };
  });

  test('adds up for any period: opening and in less out is closing, as a model says', async () => {
    await fc.assert(
      fc.asyncProperty(history, period, async (steps, asked) => {
        const { account, booked } = await live(steps);
        const read = (tx: Tx) => readWholeStatement(tx, account, asked);
        const statement = await bank.database.read(read);
        const before = booked.filter(({ on }) => on < asked.from);
        const inside = within(booked, asked);
        expect(statement.openingMinor).toBe(net(before));
        expect(statement.closingMinor).toBe(net(before) + net(inside));
        expect(statement.totalInMinor).toBe(net(inside.filter(({ isIn }) => isIn)));
        expect(statement.totalOutMinor).toBe(-net(inside.filter(({ isIn }) => !isIn)));
        expect(statement.lines.map((line) => line.amountMinor)).toEqual(
          inside.map((one) => one.amountMinor),
        );
        let balance = statement.openingMinor;
        for (const line of statement.lines) {
          balance += line.direction === 'in' ? line.amountMinor : -line.amountMinor;
          expect(line.balanceAfterMinor).toBe(balance);
          expect(line.movement?.transferId).toBe(line.transferId);
        }
      }),
      { numRuns: 25, seed: SEED },
    );
    expect(await bank.database.read(auditDeposits)).toEqual([]);
  }, 60_000);

  test('in pages is the whole, newest first, nothing twice and nothing missing', async () => {
    const limit = fc.integer({ min: 1, max: 50 });
    await fc.assert(
      fc.asyncProperty(history, period, limit, async (steps, asked, most) => {
        const { account } = await live(steps);
        await bank.database.read(async (tx) => {
          const whole = await readWholeStatement(tx, account, asked);
          const paged = await pagesOf(tx, account, { period: asked, limit: most });
          expect(paged.toReversed()).toEqual(whole.lines);
        });
      }),
      { numRuns: 25, seed: SEED },
    );
  }, 60_000);

  test('closes where the next one opens', async () => {
    await fc.assert(
      fc.asyncProperty(history, day, async (steps, to) => {
        const { account } = await live(steps);
        await bank.database.read(async (tx) => {
          const from = parseBusinessDate('2026-01-01');
          const next = { from: addDays(to, 1), to: parseBusinessDate('2026-03-01') };
          const first = await readWholeStatement(tx, account, { from, to });
          const second = await readWholeStatement(tx, account, next);
          expect(second.openingMinor).toBe(first.closingMinor);
          expect(second.closingMinor).toBe((await balanceOf(tx, account)).postedMinor);
        });
      }),
      { numRuns: 15, seed: SEED },
    );
  }, 60_000);
});

test('a movement that arrives while one pages does not shift the pages', async () => {
  const { account } = await live(
    Array.from({ length: 6 }, () => ({ pause: 1, amount: 5, isIn: true, held: false })),
  );
  const period = { from: parseBusinessDate('2026-01-01'), to: parseBusinessDate('2026-01-31') };
  const read = (before?: bigint) =>
    bank.database.read((tx) => readStatement(tx, account, { period, before, limit: 3 }));
  const first = await read();
  await bank.database.transact((tx) => receive(tx, account, { amountMinor: 9n }));
  const second = await read(first.next);
  const ids = [...first.lines, ...second.lines].map((line) => line.transferId);
  expect(new Set(ids).size).toBe(6);
  expect(second.next).toBeUndefined();
});
