// The routes of accounts from outside: further ones, the main one, closing, the way to class II,
// money between own accounts; every refusal, and attacks.

import { parseBusinessDate } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../parties/testing.ts';
import type { AccountId, PartyId } from './account.ts';
import { ownAccount } from './find-account.ts';
import { countOutgoing } from './limits.ts';
import { raise, receive, REFUSALS_OF_ACCOUNTS, spend } from './testing.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Holder = { session: Session; partyId: PartyId; mainId: AccountId };
type Reply = { status: number; body: Record<string, unknown> };
type Account = { id: AccountId; name: string | null; class: string; is_main: boolean };

const NONE = 'acct_01k7xw2v9yfq3r8t5m4n6p0abc';

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

const provoked = new Set<string>();

function expectRefusal(reply: Reply, status: number, code: string): void {
  provoked.add(code);
  expect(reply.body).toMatchObject({ status, code, money_moved: 'no' });
  expect(String(reply.body['detail'])).not.toMatch(/[{}]/);
}

let people = 0;
async function newHolder(): Promise<Holder> {
  const session = await bank.signIn(testPhone(++people));
  await bank.identify(session, { name: '林小雨', id_number: testIdNumber(people) });
  const me = await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
  const partyId = me.body['id'] as PartyId;
  const account = await open(session, {});
  return { session, partyId, mainId: account.body['id'] as AccountId };
}

async function raisedHolder(): Promise<Holder> {
  const holder = await newHolder();
  await raise(bank.database, holder.partyId);
  return holder;
}

const open = (session: Session, body: object) => bank.call('/v1/accounts', { session, body });

async function openNamed({ session }: Holder, name: string, accountClass?: string) {
  const reply = await open(session, { name, ...(accountClass && { class: accountClass }) });
  expect(reply).toMatchObject({ status: 201, body: { name, is_main: false } });
  return reply.body['id'] as AccountId;
}

const listOf = async ({ session }: Holder) =>
  (await bank.call<{ items: Account[] }>('/v1/accounts', { session })).body.items;

async function proofOf({ session }: Holder): Promise<string> {
  const reply = await bank.call<{ proof: string }>('/v1/pin-proofs', {
    session,
    body: { pin: TEST_PIN },
  });
  return reply.body.proof;
}

async function close(holder: Holder, id: string): Promise<Reply> {
  const proof = await proofOf(holder);
  return bank.call(`/v1/accounts/${id}`, { method: 'DELETE', session: holder.session, proof });
}

const change = ({ session }: Holder, id: string, body: object) =>
  bank.call(`/v1/accounts/${id}`, { method: 'PATCH', session, body });

async function move(holder: Holder, from: string, to: string, minor: bigint): Promise<Reply> {
  const body = {
    from_account_id: from,
    to_account_id: to,
    amount: { minor: String(minor), currency: 'CNY' },
  };
  const proof = await proofOf(holder);
  return bank.call('/v1/account-moves', { session: holder.session, body, key: true, proof });
}

const give = ({ partyId }: Holder, id: AccountId, amountMinor: bigint, pending = false) =>
  bank.database.transact(async (tx) => {
    const account = await ownAccount(tx, partyId, id);
    await receive(tx, account, { amountMinor, ...(pending && { flags: { pending } }) });
  });

const balanceOf = async ({ session }: Holder, id: string) => {
  const { body } = await bank.call<{ balance: { minor: string } }>(`/v1/accounts/${id}`, {
    session,
  });
  return body.balance.minor;
};

describe('a further account', () => {
  test('is opened by its name, and asking again finds it', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Travel 旅行');
    const again = await open(holder.session, { name: '  travel  旅行 ' });
    expect(again.body).toMatchObject({ id, name: 'Travel 旅行', class: 'III' });
    expect(await listOf(holder)).toMatchObject([
      { id: holder.mainId, is_main: true, name: null },
      { id, is_main: false },
    ]);
  });

  test('of many asked for at the same moment is one for each name', async () => {
    const holder = await newHolder();
    const names = ['a', 'b', 'a', 'b', 'a', 'b'];
    const replies = await Promise.all(names.map((name) => open(holder.session, { name })));
    expect(new Set(replies.map(({ body }) => body['id'])).size).toBe(2);
    expect(await listOf(holder)).toHaveLength(3);
  });

  test.each(['', '   ', 'x'.repeat(21), 'tab\there', '\u202Eevil'])(
    'is not called %j',
    async (name) => {
      const { session } = await newHolder();
      expectRefusal(await open(session, { name }), 400, 'deposits.name_invalid');
    },
  );

  test('needs a name, and one that is free', async () => {
    const holder = await raisedHolder();
    const { session } = holder;
    expectRefusal(await open(session, { class: 'II' }), 422, 'deposits.name_needed');
    await openNamed(holder, 'Rent');
    const taken = await open(session, { name: 'rent', class: 'III' });
    expectRefusal(taken, 409, 'deposits.name_taken');
  });

  test('of class II is for who has what it needs', async () => {
    const holder = await newHolder();
    const asked = { name: 'Big', class: 'II' };
    expectRefusal(await open(holder.session, asked), 409, 'deposits.class_needs_missing');
    await raise(bank.database, holder.partyId);
    expect(await open(holder.session, asked)).toMatchObject({ status: 201, body: { class: 'II' } });
  });

  test('is the sixth of its class for nobody; a closed one makes room', async () => {
    const holder = await raisedHolder();
    for (const name of ['2', '3', '4', '5']) await openNamed(holder, name, 'II');
    const sixth = { name: '6', class: 'II' };
    expectRefusal(await open(holder.session, sixth), 409, 'deposits.too_many_accounts');
    for (const name of ['a', 'b', 'c', 'd', 'e']) await openNamed(holder, name, 'III');
    const more = await open(holder.session, { name: 'f', class: 'III' });
    expectRefusal(more, 409, 'deposits.too_many_accounts');
    const spare = (await listOf(holder)).find((one) => one.class === 'II' && !one.is_main);
    expect((await close(holder, spare?.id ?? '')).status).toBe(204);
    expect((await open(holder.session, sixth)).status).toBe(201);
  });

  test('is not opened before the first thing a bank must know', async () => {
    const session = await bank.signIn(testPhone(++people));
    expectRefusal(await open(session, { name: 'x' }), 409, 'deposits.party_not_active');
  });
});

describe('the main account', () => {
  test('is whichever the holder makes it', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Salary');
    expect((await change(holder, id, { is_main: true })).body).toMatchObject({ is_main: true });
    expect(await listOf(holder)).toMatchObject([
      { id, is_main: true },
      { id: holder.mainId, is_main: false },
    ]);
    expect((await open(holder.session, {})).body['id']).toBe(id);
  });

  test('is not closed; another one is, once it is empty', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Gone soon');
    expectRefusal(await close(holder, holder.mainId), 409, 'deposits.main_account_stays');
    await give(holder, id, 5n);
    expectRefusal(await close(holder, id), 409, 'deposits.balance_left');
    expect((await move(holder, id, holder.mainId, 5n)).status).toBe(201);
    await give(holder, id, 7n, true);
    expectRefusal(await close(holder, id), 409, 'deposits.money_held');
  });

  test('stays when an empty one is closed, which nothing can reach any more', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Empty');
    expect((await close(holder, id)).status).toBe(204);
    expect(await listOf(holder)).toMatchObject([{ id: holder.mainId, is_main: true }]);
    const shown = await bank.call(`/v1/accounts/${id}`, { session: holder.session });
    expect(shown.body).toMatchObject({ status: 'closed' });
    expectRefusal(await close(holder, id), 404, 'deposits.account_not_found');
    expectRefusal(await change(holder, id, { name: 'x' }), 404, 'deposits.account_not_found');
    await expect(give(holder, id, 1n)).rejects.toThrow('credit_account_already_closed');
  });

  test('is called what the holder likes, but not like another', async () => {
    const holder = await newHolder();
    await openNamed(holder, 'Travel');
    expect((await change(holder, holder.mainId, { name: 'Daily' })).body['name']).toBe('Daily');
    expectRefusal(
      await change(holder, holder.mainId, { name: 'TRAVEL' }),
      409,
      'deposits.name_taken',
    );
    expectRefusal(await change(holder, holder.mainId, { name: '' }), 400, 'deposits.name_invalid');
    const rows = await bank.database.read((tx) =>
      tx.query<{ text: string }>('select a::text as text from deposits.accounts a'),
    );
    expect(rows.filter(({ text }) => /Daily|Travel/.test(text))).toEqual([]);
  });

  test('closes without a PIN for nobody', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Safe');
    const reply = await bank.call(`/v1/accounts/${id}`, {
      method: 'DELETE',
      session: holder.session,
    });
    expect(reply.status).not.toBe(204);
    expect(await listOf(holder)).toHaveLength(2);
  });
});

describe('money between own accounts', () => {
  test('of class II moves without a limit, and both statements say where', async () => {
    const holder = await raisedHolder();
    const id = await openNamed(holder, 'House', 'II');
    await give(holder, holder.mainId, 50_000_000n);
    const moved = await move(holder, holder.mainId, id, 30_000_000n);
    expect(moved).toMatchObject({
      status: 201,
      body: { from_account_id: holder.mainId, to_account_id: id, amount: { minor: '30000000' } },
    });
    expect(await balanceOf(holder, id)).toBe('30000000');
    const { session } = holder;
    const main = await bank.call(`/v1/accounts/${holder.mainId}`, { session });
    expect(main.body).toMatchObject({ limits: { outgoing_day: { used: { minor: '0' } } } });
    const statement = await bank.call(`/v1/accounts/${id}/statement`, { session });
    expect(statement.body['items']).toMatchObject([
      {
        kind: 'own_transfer',
        direction: 'in',
        order_id: null,
        counterparty: expect.stringMatching(/^Own account ··\d{4}$/) as string,
      },
    ]);
  });

  test('of class III counts, by the day and by the year', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Purse');
    await give(holder, holder.mainId, 200_000n);
    const beyond = await move(holder, holder.mainId, id, 200_001n);
    expectRefusal(beyond, 422, 'deposits.day_limit_exceeded');
    expect((await move(holder, holder.mainId, id, 150_000n)).status).toBe(201);
    const rest = await move(holder, holder.mainId, id, 50_001n);
    expectRefusal(rest, 422, 'deposits.day_limit_exceeded');
    expect(rest.body).toMatchObject({ facts: { left: '500.00' } });
  });

  test('of class III ends with the year’s limit', async () => {
    const holder = await newHolder();
    const id = await openNamed(holder, 'Purse');
    const newYear = parseBusinessDate('2026-01-01');
    await bank.database.transact((tx) =>
      countOutgoing(tx, new Map([[holder.mainId, 4_999_950n]]), newYear),
    );
    await give(holder, holder.mainId, 100n);
    const reply = await move(holder, holder.mainId, id, 51n);
    expectRefusal(reply, 422, 'deposits.year_limit_exceeded');
  });

  test('stops at what is there, and at what the other may hold', async () => {
    const holder = await raisedHolder();
    const purse = await openNamed(holder, 'Purse', 'III');
    await give(holder, holder.mainId, 300_000n);
    const much = await move(holder, holder.mainId, purse, 200_001n);
    expectRefusal(much, 422, 'deposits.balance_limit_exceeded');
    expect((await move(holder, holder.mainId, purse, 200_000n)).status).toBe(201);
    const more = await move(holder, purse, holder.mainId, 200_001n);
    expectRefusal(more, 422, 'deposits.day_limit_exceeded');
    await bank.database.transact(async (tx) => {
      const account = await ownAccount(tx, holder.partyId, holder.mainId);
      await spend(tx, account, { amountMinor: 90_000n, flags: { pending: true } });
    });
    const other = await openNamed(holder, 'Other', 'II');
    const short = await move(holder, holder.mainId, other, 10_001n);
    expectRefusal(short, 422, 'deposits.insufficient_funds');
    expect(short.body).toMatchObject({ facts: { available: '100.00' } });
  });

  test('is not moved in a circle, nor from or to what is not one’s own', async () => {
    const [holder, other] = [await newHolder(), await newHolder()];
    await give(other, other.mainId, 1_000n);
    const { mainId } = holder;
    expectRefusal(await move(holder, mainId, mainId, 1n), 400, 'deposits.same_account');
    for (const [from, to] of [
      [other.mainId, mainId],
      [mainId, other.mainId],
      [mainId, NONE],
    ] as const) {
      expectRefusal(await move(holder, from, to, 1n), 404, 'deposits.account_not_found');
    }
    expect(await balanceOf(other, other.mainId)).toBe('1000');
  });

  test('asked for twice with one key moves once', async () => {
    const holder = await raisedHolder();
    const id = await openNamed(holder, 'Once', 'II');
    await give(holder, holder.mainId, 1_000n);
    const amount = { minor: '100', currency: 'CNY' };
    const body = { from_account_id: holder.mainId, to_account_id: id, amount };
    const proof = await proofOf(holder);
    const ask = { session: holder.session, body, key: 'A'.repeat(22), proof };
    const [one, two] = [
      await bank.call('/v1/account-moves', ask),
      await bank.call('/v1/account-moves', ask),
    ];
    expect(two.body).toEqual(one.body);
    expect(await balanceOf(holder, id)).toBe('100');
  });
});

describe('the way to class II', () => {
  const upgradeOf = async ({ session }: Holder, id: string) =>
    (await bank.call(`/v1/accounts/${id}/upgrade`, { session })).body;

  test('shows what is missing and what it brings', async () => {
    const holder = await newHolder();
    expect(await upgradeOf(holder, holder.mainId)).toMatchObject({
      class: 'III',
      limited: false,
      by_itself: true,
      needs: expect.arrayContaining([
        { need: 'identity', met: true },
        { need: 'pin', met: true },
        { need: 'card', met: false },
        { need: 'presence', met: false },
      ]) as object,
      as_is: { outgoing_day: { minor: '200000' }, balance_max: { minor: '200000' } },
      raised: { outgoing_day: { minor: '1000000' }, balance_max: null },
    });
  });

  test('is gone without asking, but not by an account kept at class III until it may', async () => {
    const holder = await newHolder();
    const purse = await openNamed(holder, 'Purse', 'III');
    const other = await openNamed(holder, 'Other');
    await raise(bank.database, holder.partyId);
    const classes = async () =>
      Object.fromEntries((await listOf(holder)).map((one) => [one.id, one.class]));
    expect(await classes()).toEqual({ [holder.mainId]: 'II', [purse]: 'III', [other]: 'II' });
    expect(await upgradeOf(holder, purse)).toMatchObject({ by_itself: false });
    expect((await change(holder, purse, { rises: true })).body['class']).toBe('II');
  });

  test.each(['', '/upgrade'])("is nobody else's business%s", async (path) => {
    const [mine, other] = [await newHolder(), await newHolder()];
    const look = await bank.call(`/v1/accounts/${other.mainId}${path}`, { session: mine.session });
    expectRefusal(look, 404, 'deposits.account_not_found');
    const changed = await change(mine, other.mainId, { name: 'mine now' });
    expectRefusal(changed, 404, 'deposits.account_not_found');
  });
});

test('every refusal of accounts was provoked above', () => {
  expect([...provoked].toSorted()).toEqual([...REFUSALS_OF_ACCOUNTS].toSorted());
});
