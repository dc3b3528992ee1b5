// The routes of deposits from outside: accounts, statements and files, every refusal, and attacks.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../parties/testing.ts';
import { demandAccountOf } from './find-account.ts';
import { depositsRefusals } from './refusals.ts';
import { receive, receiveMany, REFUSALS_OF_ACCOUNTS, spend } from './testing.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Customer = { session: Session; partyId: `party_${string}`; accountId: string };
type Reply = { status: number; body: Record<string, unknown> };

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

const provoked = new Set<string>();

let people = 0;
async function newCustomer(): Promise<Customer> {
  const session = await bank.signIn(testPhone(++people));
  const identity = { name: '林小雨', id_number: testIdNumber(people) };
  await bank.identify(session, identity);
  const me = await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
  const account = await open(session);
  return {
    session,
    partyId: me.body['id'] as `party_${string}`,
    accountId: String(account.body['id']),
  };
}

const open = (session: Session) => bank.call('/v1/accounts', { session, body: {} });

async function withMoney(): Promise<Customer> {
  const customer = await newCustomer();
  await bank.database.transact(async (tx) => {
    const account = await demandAccountOf(tx, customer.partyId);
    if (account === undefined) throw new Error('no account');
    const counterparty = { en: 'Card 0001', zh: '卡 0001' };
    await receive(tx, account, { amountMinor: 50_000n, counterparty });
    await spend(tx, account, { amountMinor: 1234n, note: '=1+1' });
    await spend(tx, account, { amountMinor: 1000n, flags: { pending: true } });
  });
  return customer;
}

function expectRefusal(reply: Reply, status: number, code: string): void {
  provoked.add(code);
  expect(reply.status).toBe(status);
  expect(reply.body).toMatchObject({ status, code, money_moved: 'no' });
  expect(String(reply.body['detail'])).not.toMatch(/[{}]/);
}

const yuan = (minor: string) => ({ minor, currency: 'CNY' });

describe('an account', () => {
  test('is opened once and shows balance, limits and number', async () => {
    const { session, accountId } = await newCustomer();
    const again = await open(session);
    expect(again).toMatchObject({
      status: 201,
      body: {
        id: accountId,
        number: expect.stringMatching(/^6231 9900 \d{4} \d{4} \d{3}$/) as string,
        class: 'III',
        status: 'open',
        currency: 'CNY',
        balance: yuan('0'),
        limits: {
          outgoing_day: { limit: yuan('200000'), used: yuan('0'), left: yuan('200000') },
          outgoing_year: { limit: yuan('5000000') },
          balance_max: yuan('200000'),
        },
      },
    });
    const list = await bank.call('/v1/accounts', { session });
    expect(list.body['items']).toMatchObject([{ id: accountId }]);
  });

  test('shows what is held', async () => {
    const { session, accountId } = await withMoney();
    const account = await bank.call(`/v1/accounts/${accountId}`, { session });
    expect(account.body).toMatchObject({
      balance: yuan('48766'),
      available: yuan('47766'),
      held_out: yuan('1000'),
      held_in: yuan('0'),
    });
    const zh = { 'accept-language': 'zh' };
    const holds = await bank.call(`/v1/accounts/${accountId}/holds`, { session, headers: zh });
    expect(holds.body['items']).toMatchObject([
      { direction: 'out', amount: yuan('1000'), description: '提现' },
    ]);
  });

  test('nobody has one before opening it', async () => {
    const session = await bank.signIn(testPhone(++people));
    expect((await bank.call('/v1/accounts', { session })).body).toEqual({ items: [] });
    expectRefusal(await open(session), 409, 'deposits.party_not_active');
  });
});

describe('a statement', () => {
  test('shows opening, sums, closing and the movements, newest first, in pages', async () => {
    const { session, accountId } = await withMoney();
    const path = `/v1/accounts/${accountId}/statement`;
    const first = await bank.call(`${path}?limit=1`, { session });
    expect(first).toMatchObject({
      status: 200,
      body: {
        opening: yuan('0'),
        closing: yuan('48766'),
        total_in: yuan('50000'),
        total_out: yuan('1234'),
        items: [
          {
            direction: 'out',
            amount: yuan('1234'),
            balance_after: yuan('48766'),
            kind: 'withdrawal',
            note: '=1+1',
          },
        ],
      },
    });
    const next = String(first.body['next']);
    const second = await bank.call(`${path}?limit=1&after=${next}`, { session });
    expect(second.body).toMatchObject({
      items: [{ direction: 'in', kind: 'top_up', counterparty: 'Card 0001' }],
      next: null,
    });
    const headers = { 'accept-language': 'zh' };
    const chinese = await bank.call(path, { session, headers });
    expect(chinese.body['items']).toMatchObject([{}, { counterparty: '卡 0001' }]);
  });

  test('comes as CSV and as PDF in the language asked for', async () => {
    const { session, accountId } = await withMoney();
    const path = `/v1/accounts/${accountId}/statement`;
    const csv = await bank.call<string>(`${path}.csv?language=zh`, { session });
    expect(csv.status).toBe(200);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.headers['content-disposition']).toMatch(/attachment.*sycee-statement-.*\.csv/);
    expect(csv.body).toContain(`,提现,,'=1+1,,12.34,487.66,CNY,`);
    const pdf = await bank.call<string>(`${path}.pdf?language=en`, { session });
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(pdf.body.startsWith('%PDF-')).toBe(true);
  });

  test.each(['statement', 'statement.csv', 'statement.pdf'])(
    '%s refuses periods that are none',
    async (file) => {
      const { session, accountId } = await newCustomer();
      const ask = (query: string) =>
        bank.call(`/v1/accounts/${accountId}/${file}?${query}`, { session });
      const invalid = 'deposits.period_invalid';
      expectRefusal(await ask('from=2026-02-01&to=2026-01-01'), 422, invalid);
      expectRefusal(await ask('from=2026-02-30'), 422, invalid);
      expect((await ask('from=yesterday')).status).toBe(400);
      expect((await ask('from=2026-01-01&colour=red')).status).toBe(400);
      if (file === 'statement') return;
      const years = 'from=2024-01-01&to=2026-01-01';
      expectRefusal(await ask(years), 422, 'deposits.period_too_long');
    },
  );

  test('a file of more than 10 000 movements is refused', async () => {
    const { session, accountId, partyId } = await newCustomer();
    await bank.database.transact(async (tx) => {
      const account = await demandAccountOf(tx, partyId);
      if (account !== undefined) await receiveMany(tx, account, 10_001);
    });
    const csv = await bank.call(`/v1/accounts/${accountId}/statement.csv`, { session });
    expectRefusal(csv, 422, 'deposits.statement_too_large');
  }, 60_000);

  test.each(['limit=0', 'limit=101', 'limit=x', 'after=x', 'after=-1', `after=${'9'.repeat(20)}`])(
    'with %s is invalid',
    async (query) => {
      const { session, accountId } = await newCustomer();
      const reply = await bank.call(`/v1/accounts/${accountId}/statement?${query}`, { session });
      expect(reply).toMatchObject({ status: 400, body: { code: 'platform.invalid_request' } });
    },
  );

  test('with an invented cursor starts where that would be', async () => {
    const { session, accountId } = await withMoney();
    const ask = (after: string) =>
      bank.call(`/v1/accounts/${accountId}/statement?after=${after}`, { session });
    expect((await ask('9'.repeat(19))).body['items']).toHaveLength(2);
    expect((await ask('0')).body['items']).toEqual([]);
  });
});

describe("another customer's account", () => {
  const NONE = 'acct_01k7xw2v9yfq3r8t5m4n6p0abc';

  test.each(['', '/holds', '/statement', '/statement.csv', '/statement.pdf'])(
    'at %s is as unknown as one that does not exist',
    async (path) => {
      const [mine, other] = [await newCustomer(), await withMoney()];
      const look = (id: string) =>
        bank.call(`/v1/accounts/${id}${path}`, { session: mine.session });
      const [theirs, none] = [await look(other.accountId), await look(NONE)];
      expectRefusal(theirs, 404, 'deposits.account_not_found');
      const { request_id: _, ...problem } = theirs.body;
      expect(none.body).toMatchObject(problem);
    },
  );

  test('cannot be opened in its name', async () => {
    const [mine, other] = [await newCustomer(), await newCustomer()];
    const body = { party_id: other.partyId };
    const reply = await bank.call('/v1/accounts', { session: mine.session, body });
    expect(reply.status).toBe(400);
  });

  test('does not show to somebody without a session', async () => {
    const { accountId } = await newCustomer();
    for (const path of ['', '/holds', '/statement', '/statement.csv', '/statement.pdf']) {
      expect((await bank.call(`/v1/accounts/${accountId}${path}`)).status).toBe(401);
    }
  });
});

describe('leaving the bank', () => {
  async function leave(session: Session): Promise<Reply> {
    const body = { pin: TEST_PIN };
    const proof = await bank.call<{ proof: string }>('/v1/pin-proofs', { session, body });
    return bank.call('/v1/me', { method: 'DELETE', session, proof: proof.body.proof });
  }

  test('waits for money that is held, and for money that is left', async () => {
    expectRefusal(await leave((await withMoney()).session), 409, 'deposits.money_held');
    const { session, partyId } = await newCustomer();
    await bank.database.transact(async (tx) => {
      const account = await demandAccountOf(tx, partyId);
      if (account !== undefined) await receive(tx, account, { amountMinor: 5n });
    });
    expectRefusal(await leave(session), 409, 'deposits.balance_left');
  });

  test('closes an empty account in the ledger too: nothing can arrive there any more', async () => {
    const { session, partyId } = await newCustomer();
    const account = await bank.database.read((tx) => demandAccountOf(tx, partyId));
    expect((await leave(session)).status).toBe(200);
    if (account === undefined) throw new Error('no account');
    const arriving = bank.database.transact((tx) => receive(tx, account, { amountMinor: 5n }));
    await expect(arriving).rejects.toThrow('credit_account_already_closed');
  });
});

test('every refusal was provoked above, or in the tests of accounts', () => {
  const all = new Set([...provoked, ...REFUSALS_OF_ACCOUNTS]);
  expect([...all].toSorted()).toEqual(Object.keys(depositsRefusals).toSorted());
});
