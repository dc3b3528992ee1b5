// What customers see when they look back: orders with filters and search, months, contacts.

import { minor, parseInstant } from '@sycee/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { codeOf } from '../parties/testing.ts';
import { acceptTransfer } from './accept-transfer.ts';
import { carryOutInstructions } from './carry-out-instructions.ts';
import { findOrders, type OrderQuestion } from './find-orders.ts';
import { listContacts } from './list-contacts.ts';
import type { Order } from './order.ts';
import { showMonth } from './show-month.ts';
import { showOrders } from './show-orders.ts';
import { type Bound, boundCustomer, fund, sendTransfer, testCardBank, yuan } from './testing.ts';
import { withdraw } from './withdraw.ts';

let bank: TestDatabase;
const cardBank = testCardBank();
let lin: Bound;
let chen: Bound;
let held: Order;

const ANY: OrderQuestion = {
  kind: null,
  direction: null,
  state: null,
  fromDate: null,
  toDate: null,
  minMinor: null,
  maxMinor: null,
  search: null,
  after: null,
  limit: 20,
};

// 31 January 23:59:59 in Beijing, and one second later.
const LAST_OF_JANUARY = parseInstant('2026-01-31T15:59:59.000Z');
const FIRST_OF_FEBRUARY = parseInstant('2026-01-31T16:00:00.000Z');

beforeAll(async () => {
  bank = await testDatabase({ module: 'payments' });
  lin = await boundCustomer(bank.database, cardBank, { number: 500, name: '林小雨' });
  chen = await boundCustomer(bank.database, cardBank, { number: 501, name: 'Chen Hao' });
  await fund(bank.database, cardBank, lin, yuan(5_000));
  bank.clock.set(LAST_OF_JANUARY);
  await send(lin, chen, 1_111n, 'instant', '100% rent_');
  bank.clock.set(FIRST_OF_FEBRUARY);
  await send(chen, lin, 111n, 'instant', 'change');
  bank.clock.advance(1);
  const request = { partyId: lin.partyId, cardId: lin.cardId, amountMinor: yuan(2_000) };
  await bank.database.transact((tx) => withdraw(tx, request));
  await carryOutInstructions(bank.database, cardBank);
  bank.clock.advance(1);
  held = await send(lin, chen, 2_222n, 'on_acceptance', null);
});
afterAll(() => bank.close());

function send(
  payer: Bound,
  payee: Bound,
  amountMinor: bigint,
  arrival: 'instant' | 'on_acceptance',
  note: string | null,
): Promise<Order> {
  const request = {
    payerId: payer.partyId,
    payeeId: payee.partyId,
    amountMinor: minor(amountMinor),
  };
  return bank.database.transact((tx) => sendTransfer(tx, { ...request, arrival, note }));
}

function find({ partyId }: Bound, question: Partial<OrderQuestion>) {
  return bank.database.read((tx) => findOrders(tx, partyId, { ...ANY, ...question }));
}

async function amounts(who: Bound, question: Partial<OrderQuestion>): Promise<bigint[]> {
  const { orders } = await find(who, question);
  return orders.map(({ amountMinor }) => amountMinor);
}

const ALL = [2_222n, 200_000n, 111n, 1_111n, 500_000n];

test.each<[string, Partial<OrderQuestion>, bigint[]]>([
  ['no filter', {}, ALL],
  ['money in', { direction: 'in' }, [111n, 500_000n]],
  ['money out', { direction: 'out' }, [2_222n, 200_000n, 1_111n]],
  ['transfers', { kind: 'transfer' }, [2_222n, 111n, 1_111n]],
  ['transfers in', { kind: 'transfer', direction: 'in' }, [111n]],
  ['what waits', { state: 'awaiting_acceptance' }, [2_222n]],
  ['the last of January', { fromDate: '2026-01-31', toDate: '2026-01-31' }, [1_111n]],
  ['from February', { fromDate: '2026-02-01' }, [2_222n, 200_000n, 111n]],
  ['a span the wrong way round', { fromDate: '2026-02-02', toDate: '2026-02-01' }, []],
  ['from 11.11 to 22.22', { minMinor: minor(1_111n), maxMinor: minor(2_222n) }, [2_222n, 1_111n]],
  ['a name', { search: 'chen h' }, [2_222n, 111n, 1_111n]],
  ['a note', { search: 'RENT' }, [1_111n]],
  ['a sign that SQL would read', { search: '0%' }, [1_111n]],
  ['an underscore that SQL would read', { search: 't_' }, [1_111n]],
  ['a backslash', { search: '\\' }, []],
  ['a bank', { search: '海港' }, [200_000n, 500_000n]],
  ['the end of a card number', { search: '1234' }, [200_000n, 500_000n]],
  ['nothing but spaces', { search: '  ' }, ALL],
])('a customer finds by %s', async (_, question, found) => {
  expect(await amounts(lin, question)).toEqual(found);
});

test('an order is found by its id, by its sides alone', async () => {
  expect(await amounts(lin, { search: held.id })).toEqual([2_222n]);
  expect(await amounts(chen, { search: held.id })).toEqual([2_222n]);
  const wang = await boundCustomer(bank.database, cardBank, { number: 502, name: 'Wang Fang' });
  expect(await amounts(wang, { search: held.id })).toEqual([]);
});

test('pages follow each other without gaps or repeats', async () => {
  const first = await find(lin, { limit: 2 });
  const second = await find(lin, { limit: 2, after: first.next });
  const third = await find(lin, { limit: 2, after: second.next });
  const pages = [first, second, third].flatMap(({ orders }) => orders);
  expect(pages.map(({ amountMinor }) => amountMinor)).toEqual(ALL);
  expect(third.next).toBeNull();
});

test('a day that does not exist is refused', async () => {
  expect(await codeOf(find(lin, { fromDate: '2026-02-30' }))).toBe('payments.period_invalid');
});

test('months end at midnight in Beijing, count fees, and agree with their parts', async () => {
  const january = await month(lin, '2026-01');
  expect([january.in.minor, january.out.minor, january.count]).toEqual(['500000', '1111', 2]);
  const february = await month(lin, '2026-02');
  expect(february).toMatchObject({
    in: { minor: '111' },
    out: { minor: '200100' },
    count: 2,
    by_kind: [
      { kind: 'transfer', direction: 'in', amount: { minor: '111' }, count: 1 },
      { kind: 'withdrawal', direction: 'out', amount: { minor: '200100' }, count: 1 },
    ],
    by_day: [{ date: '2026-02-01', in: { minor: '111' }, out: { minor: '200100' } }],
    previous: { month: '2026-01', in: { minor: '500000' }, out: { minor: '1111' } },
  });
  const march = await month(lin, '2026-03');
  expect(march).toMatchObject({ count: 0, by_kind: [], by_day: [], in: { minor: '0' } });
  expect(await codeOf(month(lin, '2026-13'))).toBe('payments.period_invalid');
});

function month({ partyId }: Bound, asked: string) {
  return bank.database.read((tx) => showMonth(tx, partyId, asked));
}

test('the two sides see each other, a payee by full name only once it has the money', async () => {
  const asLin = { partyId: lin.partyId, locale: 'zh' } as const;
  const asChen = { partyId: chen.partyId, locale: 'en' } as const;
  const [out] = await bank.database.read((tx) => showOrders(tx, asLin, [held]));
  const [into] = await bank.database.read((tx) => showOrders(tx, asChen, [held]));
  expect(out).toMatchObject({ direction: 'out', can_accept: false, can_return: false });
  expect(out?.counterparty.name).not.toBe('Chen Hao');
  expect(into).toMatchObject({
    direction: 'in',
    can_accept: true,
    can_return: true,
    counterparty: { name: '林小雨', party_id: lin.partyId },
  });
  const accepted = await bank.database.transact((tx) => acceptTransfer(tx, chen.partyId, held.id));
  const [after] = await bank.database.read((tx) => showOrders(tx, asLin, [accepted]));
  expect(after).toMatchObject({ counterparty: { name: 'Chen Hao' }, state: 'succeeded' });
});

test('contacts are the people money moved with, for both of them', async () => {
  expect(await contactsOf(lin)).toMatchObject([{ party_id: chen.partyId, name: 'Chen Hao' }]);
  expect(await contactsOf(chen)).toMatchObject([
    { party_id: lin.partyId, name: '林小雨', name_masked: '*小雨' },
  ]);
});

function contactsOf({ partyId }: Bound) {
  return bank.database.read((tx) => listContacts(tx, partyId));
}
