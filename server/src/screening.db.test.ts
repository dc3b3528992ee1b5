// Who is held, and what they still can do: nothing that opens an account or sends money away, and
// nobody tells them why.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runningCases } from '#staff';
import type { WatchList } from '#parties';
import { testIdNumber, testPhone } from './modules/parties/testing.ts';
import { bindCard, cny, openAccount, signUp } from './modules/payments/testing/app-customer.ts';
import type { AppCustomer, Problem } from './modules/payments/testing/app-customer.ts';
import { testCardBank, testCardNumber } from './modules/payments/testing.ts';
import { decideBy, newMember, type TestMember } from './modules/staff/testing.ts';
import { testBank, type TestBank } from './testing.ts';

const LISTED = '司徒玄夜';
const DOWN = { outcome: 'unclear', trouble: 'no answer in time' } as const;

let isDown = false;
let version = 1;
const listed = new Set([LISTED]);
const watchList: WatchList = {
  search: async (people) => {
    if (isDown) return DOWN;
    const hitsOf = (name: string) =>
      listed.has(name) ? [{ entry: 'SL-1', matched: ['name'] }] : [];
    const hits = new Map(people.map(({ key, name }) => [key, hitsOf(name)]));
    return { outcome: 'searched', listVersion: String(version), hits };
  },
  version: async () => ({ outcome: 'version', listVersion: String(version) }),
};

let bank: TestBank;
let staff: readonly [TestMember, TestMember];
beforeAll(async () => {
  bank = await testBank({ cardBank: testCardBank(), watchList });
  staff = [await newMember(bank, 'Wen'), await newMember(bank, 'Ye')];
});
afterAll(() => bank.close());

let people = 80_000;
const person = (name: string) => {
  people++;
  return { name, phone: testPhone(people), id_number: testIdNumber(people % 1_000) };
};
const join = (name: string) => signUp(bank, person(name));
const open = (customer: AppCustomer) => customer.post<Problem>('/v1/accounts');
const run = (name: string) =>
  bank.workers.find((worker) => worker.name === name)?.run(bank.database);
const stateOfAccount = async (customer: AppCustomer) => {
  const { body } = await customer.get<{ steps: { step: string; state: string }[] }>(
    '/v1/me/joining',
  );
  return body.steps.find(({ step }) => step === 'account')?.state;
};

let cards = 0;
async function withCard(customer: AppCustomer, serial = ++cards): Promise<string> {
  const card = { card_number: testCardNumber(serial), phone: '+8613800000009' };
  return bindCard(customer, card, async () => '123456');
}

/** Two of the staff decide the case of a customer. */
async function decide(customer: AppCustomer, outcome: 'approved' | 'rejected'): Promise<void> {
  const partyId = customer.partyId as `party_${string}`;
  const [running] = await bank.database.read((tx) => runningCases(tx, partyId));
  if (running === undefined) throw new Error('there is nothing to decide');
  await decideBy(bank, staff, { caseId: running.id, outcome });
  await bank.settle();
}

const HELD = { status: 403, body: { code: 'parties.under_review', money_moved: 'no' } };

describe('whoever is on the list', () => {
  test('opens no account until two of the staff let them', async () => {
    const customer = await join(LISTED);
    expect(await open(customer)).toMatchObject(HELD);
    expect(await stateOfAccount(customer)).toBe('waiting_for_review');
    await decide(customer, 'approved');
    expect((await open(customer)).status).toBe(201);
    expect(await stateOfAccount(customer)).toBe('done');
  });

  test('opens none when they do not', async () => {
    const customer = await join(LISTED);
    await decide(customer, 'rejected');
    expect(await open(customer)).toMatchObject(HELD);
  });

  test('is told nothing of the list, the case, or what was found', async () => {
    const customer = await join(LISTED);
    const { proof } = { proof: await customer.proof() };
    const answers = [
      await open(customer),
      await customer.get('/v1/me'),
      await customer.get('/v1/me/joining'),
      await customer.get('/v1/me/reviews'),
      await bank.call('/v1/me/exports', {
        method: 'POST',
        session: customer.session,
        proof,
      }),
    ];
    const said = JSON.stringify(answers.map(({ body }) => body));
    expect(said).not.toMatch(/SL-1|watch|case_|duplicate|hit|名单命中/);
  });
});

describe('while the list is down', () => {
  test('a newcomer waits, and goes on by itself when it is back', async () => {
    isDown = true;
    const customer = await join('何安然');
    expect(await open(customer)).toMatchObject(HELD);
    expect(await stateOfAccount(customer)).toBe('waiting_for_review');
    isDown = false;
    bank.clock.advance(60);
    await run('parties.screening');
    expect((await open(customer)).status).toBe(201);
  });
});

describe('a customer of before', () => {
  test('who comes onto the list sends nothing more, and still receives', async () => {
    const name = '郑文博';
    const [customer, friend] = [await join(name), await join('苏云帆')];
    const card = await withCard(customer);
    const friendsCard = await withCard(friend);
    for (const one of [customer, friend]) await openAccount(one);
    await customer.pay('/v1/top-ups', { card_id: card, amount: cny(10_000) });
    await friend.pay('/v1/top-ups', { card_id: friendsCard, amount: cny(10_000) });
    await bank.settle();
    await run('payments.card-instructions-1');
    await bank.settle();

    listed.add(name);
    version++;
    bank.clock.advance(60);
    while (await run('parties.rescreening'));
    const send = { amount: cny(100), arrival: 'instant' };
    const out = await customer.pay('/v1/transfers', { ...send, to_party_id: friend.partyId });
    expect(out).toMatchObject(HELD);
    const home = await customer.pay('/v1/withdrawals', { card_id: card, amount: cny(100) });
    expect(home).toMatchObject(HELD);
    const back = await friend.pay('/v1/transfers', { ...send, to_party_id: customer.partyId });
    expect(back.status).toBe(201);
    listed.delete(name);
  });
});

describe('a card that somebody else has linked', () => {
  test('holds the second, not the first', async () => {
    const [first, second] = [await join('吴一诺'), await join('吴子涵')];
    const serial = ++cards;
    await withCard(first, serial);
    await withCard(second, serial);
    expect((await open(first)).status).toBe(201);
    expect(await open(second)).toMatchObject(HELD);
    await decide(second, 'approved');
    expect((await open(second)).status).toBe(201);
  });
});
