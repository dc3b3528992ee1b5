// Whatever dies in the middle of a load, money is neither lost nor doubled: what was acknowledged
// is in the books once, what was not is there once or not at all, and the books balance.

import type { Order } from '@sycee/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { signIn } from '../../../sandbox/src/personas/customer.ts';
import { outside } from '../../../sandbox/src/personas/outside.ts';
import { wholeHouse, type Part, type WholeHouse } from './house.ts';
import { payerOf, startLoad, type Load, type Payer } from './load.ts';

const PHONES = ['+8613800000001', '+8613800000002', '+8613800000003'];
const ACKNOWLEDGED_BEFORE_KILL = 30;
const PATIENCE = { timeout: 60_000, interval: 100 };

let house: WholeHouse;
let payers: Payer[] = [];
beforeAll(async () => {
  house = await wholeHouse();
  await house.start();
  const noWait = async (): Promise<void> => undefined;
  const world = {
    bankUrl: house.url,
    outside: outside(`${house.url}/sandbox`),
    approve: () => Promise.reject(new Error('in their story the personas have been seen')),
  };
  payers = [];
  for (const phone of PHONES) {
    payers.push(await payerOf(await signIn(world, phone, noWait)));
  }
}, 240_000);
afterAll(async () => {
  await house.stop();
  house.remove();
}, 60_000);

/** Whether the house has to be started again after its part died, or goes on by itself. */
const cases: readonly [part: Part, startsAgain: boolean][] = [
  ['bank', true],
  ['postgres', false],
  ['sandbox', true],
];

test.each(cases)(
  'no money is lost or doubled by a kill -9 of the %s',
  async (part, again) => {
    const before = await moneyOf(payers);
    const load = startLoad(payers);
    await expect
      .poll(() => load.acknowledged.size, PATIENCE)
      .toBeGreaterThanOrEqual(ACKNOWLEDGED_BEFORE_KILL);
    house.kill(part);
    await load.end();
    if (again) {
      await house.stop();
      await house.start();
    }
    await expect.poll(isReady, PATIENCE).toBe(true);
    const notes = await notesOf(payers);
    expect(timesBooked(load, notes).filter(isWrong)).toEqual([]);

    await askAgain(load);
    await expect.poll(() => unsettled(payers), PATIENCE).toBe(0);
    const topUps = load.asked.filter(({ kind }) => kind === 'top_up').length;
    expect((await moneyOf(payers)) - before).toBe(BigInt(topUps) * 123n);
    const notesAfter = await notesOf(payers);
    const transfers = timesBooked(load, notesAfter);
    expect(transfers.filter(({ times }) => times !== 1)).toEqual([]);
  },
  180_000,
);

test('the books of what is left are proven', async () => {
  await house.stop();
  const { sound, report } = await house.audit();
  expect(report).toContain('ok');
  expect(sound, report).toBe(true);
}, 60_000);

async function isReady(): Promise<boolean> {
  return fetch(`${house.url}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

type Booked = { readonly key: string; readonly acknowledged: boolean; readonly times: number };

function timesBooked({ asked, acknowledged }: Load, notes: readonly string[]): Booked[] {
  return asked
    .filter(({ kind }) => kind === 'transfer')
    .map(({ key }) => ({
      key,
      acknowledged: acknowledged.has(key),
      times: notes.filter((note) => note === key).length,
    }));
}

function isWrong({ acknowledged, times }: Booked): boolean {
  return times > 1 || (acknowledged && times === 0);
}

/** Every request once more under its key: answered as before, or done now. */
async function askAgain({ asked, acknowledged }: Load): Promise<void> {
  for (const { key, send } of asked) {
    const order = await send();
    expect(acknowledged.get(key) ?? order.id).toBe(order.id);
  }
}

/** The notes of the outgoing transfers of all payers. */
async function notesOf(all: readonly Payer[]): Promise<string[]> {
  const notes: string[] = [];
  for (const { bank } of all) {
    let after: Order['id'] | undefined;
    do {
      const query = { kind: 'transfer', direction: 'out', limit: 100, after } as const;
      const page = await bank.listOrders({ query });
      notes.push(...page.items.flatMap(({ note }) => note ?? []));
      after = (page.next ?? undefined) as typeof after;
    } while (after !== undefined);
  }
  return notes;
}

async function unsettled(all: readonly Payer[]): Promise<number> {
  let count = 0;
  for (const { bank } of all) {
    const { items } = await bank.listOrders({ query: { state: 'processing' } });
    count += items.length;
  }
  return count;
}

async function moneyOf(all: readonly Payer[]): Promise<bigint> {
  let total = 0n;
  for (const { bank } of all) {
    const { items } = await bank.listAccounts();
    total += items.reduce((sum, { balance }) => sum + BigInt(balance.minor), 0n);
  }
  return total;
}
