// Payments that need more than the PIN, over the API: what the confirmation is good for, and what a
// frozen or recovered account still lets out.

import { uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditOf } from '../../platform/testing.ts';
import { testBank, type TestBank } from '../../testing.ts';
import { testIdNumber } from '../parties/testing.ts';
import { authenticator, type Authenticator } from '../passkeys/testing/authenticator.ts';
import { balanceOf, bindCard, cny, openAccount, signUp } from './testing/app-customer.ts';
import type { AppCustomer } from './testing/app-customer.ts';
import { testCardBank, testCardNumber } from './testing.ts';

vi.setConfig({ testTimeout: 120_000 });

type Body = Record<string, unknown>;
type Reply = { readonly status: number; readonly body: Body };

const LARGE = 600_000;
let bank: TestBank;
let mule: AppCustomer;
let friend: AppCustomer;
let serial = 70;

beforeAll(async () => {
  bank = await testBank({ cardBank: testCardBank() });
  [mule, friend] = [await person(), await person()];
  for (const one of [mule, friend]) {
    await bindCard(one, cardOf(), async () => '123456');
    await openAccount(one);
  }
}, 120_000);
afterAll(async () => {
  const found = await bank.database.read((tx) => auditOf(tx, ['risk', 'parties', 'payments']));
  expect(found).toEqual({});
  await bank.close();
});

const cardOf = () => ({ card_number: testCardNumber(++serial), phone: '+8613800000001' });

function person(): Promise<AppCustomer> {
  const phone = `+861380000${++serial}00`;
  return signUp(bank, { name: '林小雨', phone, id_number: testIdNumber(serial) });
}

type Payer = AppCustomer & { readonly device: Authenticator; readonly cardId: string };

/** Somebody with 20 000.00 and a passkey. */
async function payer(): Promise<Payer> {
  const customer = await person();
  const cardId = await bindCard(customer, cardOf(), async () => '123456');
  await openAccount(customer);
  await customer.pay('/v1/top-ups', { card_id: cardId, amount: cny(2_000_000) });
  await bank.settle();
  const device = authenticator('http://localhost:8080');
  const path = '/v1/me/passkeys/registration-options';
  const { session } = customer;
  const asked = await bank.call(path, { method: 'POST', session, proof: await customer.proof() });
  const credential = device.create(asked.body['options'] as object);
  const made = { challenge_id: asked.body['challenge_id'], name: 'Phone', credential };
  expect((await customer.post('/v1/me/passkeys', made)).status).toBe(201);
  return { ...customer, device, cardId };
}

const to = (payee: AppCustomer, minor: number, arrival = 'instant') => ({
  to_party_id: payee.partyId,
  amount: cny(minor),
  arrival,
});

async function send(
  { session, proof }: AppCustomer,
  body: object,
  {
    token,
    key = true,
    path = '/v1/transfers',
  }: { token?: string; key?: string | true; path?: string } = {},
): Promise<Reply> {
  return bank.call(path, {
    session,
    body,
    key,
    proof: await proof(),
    ...(token !== undefined && { headers: { 'sycee-step-up': token } }),
  });
}

/** Answers the step-up that a refusal asks for. */
async function confirmed({ device, post }: Payer, refused: Reply): Promise<string> {
  const { step_up_id: id } = refused.body['facts'] as { step_up_id: string };
  const asked = await post<Body>(`/v1/me/step-ups/${id}/passkey-options`);
  const credential = device.get(asked.body['options'] as object);
  const answer = { method: 'passkey', challenge_id: asked.body['challenge_id'], credential };
  const given = await post<Body>(`/v1/me/step-ups/${id}/answer`, answer);
  expect(given.status).toBe(201);
  return String(given.body['token']);
}

const wordOf = ({ status, body }: Reply): unknown => body['code'] ?? status;

describe('a large payment to somebody new', () => {
  test('goes on when it is confirmed, under the same key, once', async () => {
    const lin = await payer();
    const [before] = await balanceOf(lin);
    const [body, key] = [to(friend, LARGE), 'the-same-key'];
    const refused = await send(lin, body, { key });
    expect(refused).toMatchObject({
      status: 403,
      body: {
        code: 'parties.step_up_needed',
        money_moved: 'no',
        facts: { reasons: 'new_payee', methods: 'passkey' },
      },
    });
    expect(await balanceOf(lin)).toEqual([before, before]);
    const token = await confirmed(lin, refused);
    const paid = await send(lin, body, { key, token });
    expect(paid.status).toBe(201);
    expect((await send(lin, body, { key, token })).body).toEqual(paid.body);
    expect(await balanceOf(lin)).toEqual(Array(2).fill(String(Number(before) - LARGE)));
    const { rows } = await bank.pool.query(
      `select level, outcome, reasons, reference from risk.decisions
        where subject = $1 and action = 'transfer' order by outcome`,
      [uuidOf(lin.partyId)],
    );
    expect(rows).toEqual([
      { level: 'raised', outcome: 'allowed', reasons: ['new_payee'], reference: paid.body['id'] },
      { level: 'raised', outcome: 'step_up', reasons: ['new_payee'], reference: null },
    ]);
  });

  test('a confirmation is nothing for another payee or amount, or a second time', async () => {
    const lin = await payer();
    const token = await confirmed(lin, await send(lin, to(friend, LARGE)));
    for (const other of [to(mule, LARGE), to(friend, LARGE + 1)]) {
      expect(wordOf(await send(lin, other, { token }))).toBe('parties.step_up_invalid');
    }
    expect((await send(lin, to(friend, LARGE), { token })).status).toBe(201);
    // The day's sum asks for more once again, and the token is used up.
    expect(wordOf(await send(lin, to(friend, 350_000), { token }))).toBe('parties.step_up_invalid');
  });

  test('a fen sent a moment ago does not make somebody known; a day does', async () => {
    const lin = await payer();
    expect((await send(lin, to(mule, 1))).status).toBe(201);
    expect(wordOf(await send(lin, to(mule, LARGE)))).toBe('parties.step_up_needed');
    bank.clock.advance(86_400);
    expect((await send(lin, to(mule, LARGE))).status).toBe(201);
  });

  test('the sum of the day counts, however small the parts', async () => {
    const lin = await payer();
    for (const part of [400_000, 399_999]) {
      expect((await send(lin, to(friend, part))).status).toBe(201);
    }
    const refused = await send(lin, to(friend, 1));
    expect(refused.body).toMatchObject({ facts: { reasons: 'day_sum' } });
  });

  test('a small one takes the PIN alone, and its decision is kept too', async () => {
    const lin = await payer();
    const paid = await send(lin, to(friend, 499_999));
    const { rows } = await bank.pool.query(
      'select action from risk.low_decisions where $1 = any(refs) and $2 = any(subjects)',
      [uuidOf(String(paid.body['id'])), uuidOf(lin.partyId)],
    );
    expect(rows).toEqual([{ action: 'transfer' }]);
  });

  test('on a new device two thousand are much, also to a card', async () => {
    const lin = await payer();
    bank.clock.advance(61);
    const phone = (await bank.call('/v1/me', { session: lin.session })).body['phone_full'];
    const session = await bank.signIn(String(phone));
    const proof = async () =>
      String(
        (await bank.call('/v1/pin-proofs', { session, body: { pin: '246810' } })).body['proof'],
      );
    const there = { ...lin, session, proof };
    const refused = await send(there, to(friend, 200_000));
    expect(refused.body).toMatchObject({ facts: { reasons: 'new_device' } });
    const out = { card_id: lin.cardId, amount: cny(200_000) };
    const withdrawal = await send(there, out, { path: '/v1/withdrawals' });
    expect(wordOf(withdrawal)).toBe('parties.step_up_needed');
    expect((await send(lin, out, { path: '/v1/withdrawals' })).status).toBe(202);
  });
});

describe('a frozen account', () => {
  const freeze = (one: AppCustomer) => one.post('/v1/me/freeze', { reason: 'lost_device' });

  test('lets nothing out, and money in', async () => {
    const lin = await payer();
    await freeze(lin);
    expect(wordOf(await send(lin, to(friend, 100)))).toBe('parties.frozen');
    const out = { card_id: lin.cardId, amount: cny(10_000) };
    expect(wordOf(await send(lin, out, { path: '/v1/withdrawals' }))).toBe('parties.frozen');
    const giver = await payer();
    expect((await send(giver, to(lin, 100))).status).toBe(201);
  });

  test('what it sent and nobody has accepted does not arrive', async () => {
    const lin = await payer();
    const held = await send(lin, to(mule, 100_000, 'on_acceptance'));
    await freeze(lin);
    const taken = await mule.answer<Body>(`/v1/orders/${String(held.body['id'])}/acceptance`);
    expect(wordOf(taken)).toBe('payments.transfer_held');
  });

  test('no payment goes out once a freeze is answered, however many were under way', async () => {
    const lin = await payer();
    const proofs = await Promise.all(Array.from({ length: 8 }, () => lin.proof()));
    const sent = proofs.map((proof) =>
      bank.call('/v1/transfers', { session: lin.session, body: to(friend, 100), key: true, proof }),
    );
    await freeze(lin);
    const [left] = await balanceOf(lin);
    const words = (await Promise.all(sent)).map(wordOf);
    for (const word of words) {
      expect([201, 'parties.frozen', 'platform.proof_invalid']).toContain(word);
    }
    expect((await balanceOf(lin))[0]).toBe(left);
    const paid = words.filter((word) => word === 201).length;
    expect(Number(left)).toBe(2_000_000 - 100 * paid);
  });
});

test('an account that cools off lets out 500.00 in all', async () => {
  const lin = await payer();
  await bank.database.transact((tx) =>
    tx.query(
      `update parties.parties set cooling_since = $2::timestamptz,
         cooling_until = $2::timestamptz + interval '1 day'
        where id = $1`,
      [uuidOf(lin.partyId), new Date(tx.now).toISOString()],
    ),
  );
  expect((await send(lin, to(friend, 30_000))).status).toBe(201);
  const out = { card_id: lin.cardId, amount: cny(20_001) };
  const refused = await send(lin, out, { path: '/v1/withdrawals' });
  expect(refused.body).toMatchObject({ code: 'parties.cooling_off', facts: { left: '200.00' } });
  expect((await send(lin, to(friend, 20_000))).status).toBe(201);
  expect(wordOf(await send(lin, to(friend, 1)))).toBe('parties.cooling_off');
  bank.clock.advance(86_400);
  expect((await send(lin, to(friend, 30_000))).status).toBe(201);
});
