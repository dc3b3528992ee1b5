// The demo's people: three personas who stay, and new ones on request, all with valid numbers.

import { afterAll, beforeAll, expect, test } from 'vitest';

import { luhnDigit } from '../card-bank/index.ts';
import { testWorld, type TestWorld } from '../testing.ts';
import { residentIdOf } from './resident-id.ts';

type Person = {
  name: string;
  name_latin: string;
  id_number: string;
  phone: string;
  persona: boolean;
  cards: { card_number: string; balance: { minor: string } }[];
};

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const people = async () =>
  (await world.open({ path: '/control/people' })).body['items'] as Person[];

const make = async (body: object) =>
  (await world.open({ method: 'POST', path: '/control/people', body })) as unknown as {
    status: number;
    body: Person;
  };

test('the personas are there with one card each', async () => {
  expect(await people()).toMatchObject([
    { name: '林小雨', name_latin: 'Lin Xiaoyu', phone: '+8613800000001', persona: true },
    { name: '陈浩', name_latin: 'Chen Hao', phone: '+8613800000002', persona: true },
    { name: '王芳', name_latin: 'Wang Fang', phone: '+8613800000003', persona: true },
  ]);
});

test('a new person has a valid identity, an own phone and a card with money', async () => {
  const made = await Promise.all(Array.from({ length: 12 }, () => make({})));
  expect(made.every(({ status }) => status === 201)).toBe(true);
  for (const { id_number, phone, cards } of [...(await people()), ...made.map((m) => m.body)]) {
    expect(id_number).toBe(residentIdOf(id_number.slice(0, 17)));
    expect(phone).toMatch(/^\+861380000\d{4}$/);
    expect(cards).toHaveLength(1);
    const number = cards[0]?.card_number ?? '';
    expect(number).toMatch(/^99990\d{14}$/);
    expect(number.at(-1)).toBe(luhnDigit(number.slice(0, -1)));
    expect(BigInt(cards[0]?.balance.minor ?? '0')).toBeGreaterThanOrEqual(2_000_000n);
  }
  expect(new Set((await people()).map(({ phone }) => phone)).size).toBe(15);
});

test('a new person takes the name and phone that are wished, if the phone is free', async () => {
  const wish = { name: 'Ada Example', phone: '+8613900000042' };
  expect(await make(wish)).toMatchObject({ status: 201, body: wish });
  expect(await make(wish)).toMatchObject({ status: 409, body: { code: 'phone_taken' } });
});

test.each([
  ['11010519491231002', '11010519491231002X'],
  ['44052418800101001', '440524188001010014'],
])('the check character of the examples in GB 11643: %s', (first17, whole) => {
  expect(residentIdOf(first17)).toBe(whole);
});
