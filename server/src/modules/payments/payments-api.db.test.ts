// Payments as the app meets them: the journey over the API, and what an attacker or a nervous
// finger gets instead of money.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestReply } from '../../platform/testing/call.ts';
import { testBank, type TestBank } from '../../testing.ts';
import { testIdNumber } from '../parties/testing.ts';
import { balanceOf, bindCard, cny, openAccount, signUp } from './testing/app-customer.ts';
import type { AppCustomer, Problem } from './testing/app-customer.ts';
import { testCardBank, testCardNumber } from './testing.ts';
import type { OrderView } from './views.ts';

const cardBank = testCardBank();
let bank: TestBank;
let lin: AppCustomer;
let chen: AppCustomer;
let wang: AppCustomer;
let linCard: string;

beforeAll(async () => {
  bank = await testBank({ cardBank });
  [lin, chen, wang] = [
    await person(1, '林小雨'),
    await person(2, '陈浩'),
    await person(3, 'Wang Fang'),
  ];
  // The card comes before the account, as in the app.
  linCard = await card(lin, 1);
  for (const one of [lin, chen, wang]) await openAccount(one);
  await topUp(lin, 100_000);
}, 60_000);
afterAll(() => bank.close());

function person(number: number, name: string): Promise<AppCustomer> {
  const phone = `+861380000000${number}`;
  return signUp(bank, { name, phone, id_number: testIdNumber(number) });
}

function card(customer: AppCustomer, serial: number): Promise<string> {
  const asked = { card_number: testCardNumber(serial), phone: '+8613800000001' };
  return bindCard(customer, asked, async () => '123456');
}

async function topUp(customer: AppCustomer, minor: number): Promise<OrderView> {
  const order = await customer.pay('/v1/top-ups', { card_id: linCard, amount: cny(minor) });
  expect(order.status, JSON.stringify(order.body)).toBe(202);
  await bank.settle();
  return order.body;
}

function transfer(to: AppCustomer, minor: number | string, more: object = {}) {
  return { to_party_id: to.partyId, amount: cny(minor), arrival: 'instant', ...more };
}

async function expectCode(reply: Promise<TestReply<unknown>>, code: string, status?: number) {
  const { body, status: given } = await reply;
  const { money_moved, code: found } = body as Problem;
  expect({ code: found, money_moved }).toEqual({ code, money_moved: 'no' });
  if (status !== undefined) expect(given).toBe(status);
}

describe('a customer', () => {
  test('tops up, sends, and both see it', async () => {
    const [before] = await balanceOf(chen);
    const sent = await lin.pay('/v1/transfers', transfer(chen, 2_500, { note: '午饭' }));
    expect(sent).toMatchObject({
      status: 201,
      body: {
        direction: 'out',
        state: 'succeeded',
        fee: cny(0),
        note: '午饭',
        counterparty: { name: '陈浩', party_id: chen.partyId },
      },
    });
    expect(await balanceOf(chen)).toEqual(Array(2).fill(String(Number(before) + 2_500)));
    const { body } = await chen.get<{ items: OrderView[] }>('/v1/orders?limit=1');
    expect(body.items[0]).toMatchObject({ direction: 'in', counterparty: { name: '林小雨' } });
  });

  test('sends on acceptance, and the payee accepts or returns', async () => {
    const held = { arrival: 'on_acceptance' };
    const first = await lin.pay('/v1/transfers', transfer(chen, 100, held));
    expect(first.body).toMatchObject({ state: 'awaiting_acceptance', can_accept: false });
    const accepted = await chen.answer(`/v1/orders/${first.body.id}/acceptance`);
    expect(accepted).toMatchObject({ status: 200, body: { state: 'succeeded' } });
    const second = await lin.pay('/v1/transfers', transfer(chen, 100, held));
    const returned = await chen.answer(`/v1/orders/${second.body.id}/return`);
    expect(returned.body).toMatchObject({
      state: 'returned',
      timeline: [{ state: 'awaiting_acceptance' }, { state: 'returned' }],
    });
  });

  test('asks what a withdrawal costs and gets exactly that', async () => {
    const quote = await lin.get('/v1/withdrawal-quotes?amount_minor=10000');
    expect(quote.body).toEqual({
      amount: cny(10_000),
      fee: cny(0),
      free_left: cny(100_000),
      total: cny(10_000),
    });
    const order = await lin.pay('/v1/withdrawals', { card_id: linCard, amount: cny(10_000) });
    expect(order).toMatchObject({ status: 202, body: { fee: cny(0), state: 'processing' } });
    await bank.settle();
    const { body } = await lin.get(`/v1/orders/${order.body.id}`);
    expect(body).toMatchObject({ state: 'succeeded', counterparty: { bank_name: 'Harbour Bank' } });
  });

  test.each([
    ['en', 'Harbour Bank (1234)'],
    ['zh', '海港银行 (1234)'],
  ])('reads in the statement, in %s, which bank money came from', async (language, name) => {
    const { body } = await lin.get<{ items: { id: string }[] }>('/v1/accounts');
    const statement = await bank.call(`/v1/accounts/${body.items[0]?.id}/statement`, {
      session: lin.session,
      headers: { 'accept-language': language },
    });
    const lines = statement.body['items'] as { kind: string; counterparty: string }[];
    const cards = lines.filter(({ kind }) => kind === 'top_up' || kind === 'withdrawal');
    expect(new Set(cards.map(({ counterparty }) => counterparty))).toEqual(new Set([name]));
  });

  test('sees cards, bins, contacts and the month', async () => {
    const cards = await lin.get<{ items: object[] }>('/v1/cards');
    expect(cards.body.items).toMatchObject([{ id: linCard, last4: '1234', is_default: true }]);
    expect((await lin.get('/v1/card-bins/622200')).body).toEqual({
      bank_name: 'Harbour Bank',
      card_type: 'debit',
    });
    const contacts = await lin.get<{ items: object[] }>('/v1/contacts');
    expect(contacts.body.items).toMatchObject([{ party_id: chen.partyId, name: '陈浩' }]);
    expect((await lin.get('/v1/months/2026-01')).body).toMatchObject({ month: '2026-01' });
    await expectCode(lin.get('/v1/months/2026-13'), 'payments.period_invalid');
  });

  test('lets a card go with the PIN, and gets it back', async () => {
    const other = await card(wang, 33);
    const path = `/v1/cards/${other}`;
    const { session } = wang;
    await expectCode(bank.call(path, { method: 'DELETE', session }), 'platform.proof_required');
    const proof = await wang.proof();
    expect((await bank.call(path, { method: 'DELETE', session, proof })).status).toBe(204);
    await expectCode(
      bank.call(path, { method: 'DELETE', session, proof: await wang.proof() }),
      'payments.card_not_found',
      404,
    );
    await card(wang, 33);
  });
});

describe('the same request again', () => {
  test('a double tap pays once and answers the same', async () => {
    const body = transfer(chen, 333);
    const [before] = await balanceOf(lin);
    const [one, two] = await Promise.all([
      lin.pay('/v1/transfers', body, 'double-tap-1'),
      lin.pay('/v1/transfers', body, 'double-tap-1'),
    ]);
    const again = await lin.pay('/v1/transfers', body, 'double-tap-1');
    expect(again).toMatchObject({ status: 201 });
    for (const reply of [one, two]) {
      const same = reply.status === 201 && reply.body.id === again.body.id;
      const { code } = reply.body as unknown as Problem;
      expect(same || code === 'platform.idempotency_in_flight').toBe(true);
    }
    expect((await balanceOf(lin))[0]).toBe(String(Number(before) - 333));
  });

  test('another body under the same key is refused', async () => {
    await lin.pay('/v1/transfers', transfer(chen, 1), 'used-key-1');
    const other = lin.pay('/v1/transfers', transfer(chen, 2), 'used-key-1');
    await expectCode(other, 'platform.idempotency_key_reused');
  });

  test('a kept refusal stays a refusal', async () => {
    const poor = () => wang.pay('/v1/transfers', transfer(chen, 100), 'poor-key-1');
    await expectCode(poor(), 'payments.insufficient_funds', 422);
    await lin.pay('/v1/transfers', transfer(wang, 1_000));
    await expectCode(poor(), 'payments.insufficient_funds', 422);
  });

  test('a proof pays once', async () => {
    const proof = await lin.proof();
    const { session } = lin;
    const body = transfer(chen, 1);
    const pay = () => bank.call('/v1/transfers', { session, body, key: true, proof });
    expect((await pay()).status).toBe(201);
    await expectCode(pay(), 'platform.proof_invalid');
  });
});

describe('an attacker', () => {
  test("finds no difference between another's order and none", async () => {
    const { body: order } = await lin.pay('/v1/transfers', transfer(chen, 1));
    const none = `pay_${'0'.repeat(26)}`;
    for (const id of [order.id, none]) {
      await expectCode(wang.get(`/v1/orders/${id}`), 'payments.order_not_found', 404);
      const accept = wang.answer<Problem>(`/v1/orders/${id}/acceptance`);
      await expectCode(accept, 'payments.order_not_found', 404);
      const giveBack = wang.answer<Problem>(`/v1/orders/${id}/return`);
      await expectCode(giveBack, 'payments.order_not_found', 404);
    }
  });

  test('cannot accept what they sent themselves', async () => {
    const held = await lin.pay('/v1/transfers', transfer(chen, 1, { arrival: 'on_acceptance' }));
    const path = `/v1/orders/${held.body.id}/acceptance`;
    await expectCode(lin.answer<Problem>(path), 'payments.order_not_found', 404);
  });

  test("cannot use another's card or card check", async () => {
    const body = { card_id: linCard, amount: cny(1) };
    await expectCode(chen.pay('/v1/top-ups', body), 'payments.card_not_found', 404);
    await expectCode(chen.pay('/v1/withdrawals', body), 'payments.card_not_found', 404);
    const path = `/v1/cards/${linCard}/default`;
    const { session } = chen;
    await expectCode(
      bank.call(path, { method: 'PUT', session, body: {} }),
      'payments.card_not_found',
      404,
    );
    const asked = { card_number: testCardNumber(44), phone: '+8613800000001' };
    const check = await lin.post<{ verification_id: string }>('/v1/cards', asked);
    expect(check.body).toMatchObject({ phone_masked: '138****0001' });
    const confirmation = `/v1/card-verifications/${check.body.verification_id}/confirmation`;
    await expectCode(
      chen.post(confirmation, { code: '123456' }),
      'payments.card_verification_not_found',
      404,
    );
  });

  test.each([
    ['negative', { minor: '-1', currency: 'CNY' }],
    ['zero', { minor: '0', currency: 'CNY' }],
    ['a fraction', { minor: '1.5', currency: 'CNY' }],
    ['with an exponent', { minor: '1e3', currency: 'CNY' }],
    ['padded', { minor: ' 1', currency: 'CNY' }],
    ['with leading zeros', { minor: '01', currency: 'CNY' }],
    ['beyond all numbers', { minor: '9'.repeat(40), currency: 'CNY' }],
    ['a number instead of text', { minor: 100, currency: 'CNY' }],
    ['foreign', { minor: '100', currency: 'USD' }],
    ['without a currency', { minor: '100' }],
    ['with something more', { minor: '100', currency: 'CNY', rate: '7' }],
    ['missing', undefined],
    ['null', null],
    ['a list', ['100']],
    ['in full-width digits', { minor: '１００', currency: 'CNY' }],
  ])('cannot order an amount that is %s', async (_, amount) => {
    const before = await balanceOf(lin);
    const refusal = 'platform.invalid_request';
    const body = { to_party_id: chen.partyId, arrival: 'instant', amount };
    await expectCode(lin.pay('/v1/transfers', body), refusal, 400);
    await expectCode(lin.pay('/v1/top-ups', { card_id: linCard, amount }), refusal, 400);
    await expectCode(lin.pay('/v1/withdrawals', { card_id: linCard, amount }), refusal, 400);
    expect(await balanceOf(lin)).toEqual(before);
  });

  test.each([
    ['a field nobody named', { from_party_id: 'party_01' }],
    ['a fee of their own', { fee: cny(0) }],
    ['an arrival nobody offers', { arrival: 'yesterday' }],
    ['no payee', { to_party_id: undefined }],
    ['a payee that is no id', { to_party_id: "'; drop table payments.orders; --" }],
    ['a note that is no text', { note: { $ne: '' } }],
  ])('cannot send with %s', async (_, more) => {
    await expectCode(lin.pay('/v1/transfers', transfer(chen, 1, more)), 'platform.invalid_request');
  });

  test('cannot pay without a session, a key, or a proof', async () => {
    const body = transfer(chen, 1);
    const { session } = lin;
    const path = '/v1/transfers';
    await expectCode(bank.call(path, { body, key: true }), 'platform.unauthenticated', 401);
    await expectCode(bank.call(path, { body, session }), 'platform.idempotency_key_required', 400);
    await expectCode(bank.call(path, { body, session, key: true }), 'platform.proof_required');
    const proof = await chen.proof();
    await expectCode(
      bank.call(path, { body, session, key: true, proof }),
      'platform.proof_invalid',
    );
  });

  test('cannot spend more than there is from many devices at once', async () => {
    const [, available] = await balanceOf(wang);
    const amount = Math.floor(Number(available) / 3) + 1;
    const tries = Array.from({ length: 8 }, () => wang.pay('/v1/transfers', transfer(lin, amount)));
    const replies = await Promise.all(tries);
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(Number((await balanceOf(wang))[1])).toBe(Number(available) - 2 * amount);
  });
});

test('refusals speak the language of the request', async () => {
  const ask = (language: string) =>
    bank.call('/v1/transfers', {
      session: lin.session,
      body: transfer(lin, 1),
      key: true,
      headers: { 'accept-language': language },
    });
  expect((await ask('en')).body['code']).toBe('platform.proof_required');
  const proof = await lin.proof();
  const { body } = await bank.call('/v1/transfers', {
    session: lin.session,
    body: transfer(lin, 1),
    key: true,
    proof,
    headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
  });
  expect(body['detail']).toContain('不能给自己转账');
});
