// The routes of parties from outside: the way in, every refusal with its status, and attacks.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../testing.ts';
import { partiesRefusals } from './refusals.ts';
import { securityRefusals } from './security/refusals.ts';
import { TEST_PIN, testIdNumber, testPhone } from './testing.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Reply = { status: number; body: Record<string, unknown> };

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

/** Those of faces, lost PINs, reviews, documents and security are provoked beside their routes. */
const provoked = new Set<string>([
  ...Object.keys(securityRefusals),
  'parties.under_review',
  'parties.too_many_guesses',
  'parties.enrolment_proof_needed',
  'parties.verification_needed',
  'parties.device_too_new',
  'parties.pin_reset_limit_reached',
  'parties.review_waiting',
  'parties.review_not_needed',
  'parties.review_limit_reached',
  'parties.picture_not_jpeg',
  'parties.picture_too_small',
  'parties.picture_too_large',
  'parties.picture_blurred',
  'parties.picture_too_dark',
  'parties.picture_too_bright',
  'parties.id_document_kept',
]);
const DEVICE = { name: 'Test', platform: 'web' };
const WRONG_PIN = '135790';

let people = 0;
const newPhone = () => testPhone(++people);
const newSession = () => bank.signIn(newPhone());

async function newCustomer(): Promise<Session> {
  const session = await newSession();
  const identity = { name: '林小雨', id_number: testIdNumber(people) };
  await bank.identify(session, identity);
  await put('/v1/me/pin', session, { pin: TEST_PIN });
  return session;
}

const put = (path: string, session: Session, body: object) =>
  bank.call(path, { method: 'PUT', session, body });
const prove = (session: Session, pin: string) =>
  bank.call('/v1/pin-proofs', { session, body: { pin } });

function expectRefusal(reply: Reply, status: number, code: string): void {
  provoked.add(code);
  expect(reply.status).toBe(status);
  expect(reply.body).toMatchObject({ status, code, money_moved: 'no' });
  expect(String(reply.body['detail'])).not.toMatch(/[{}]/);
}

async function sentCode(phone: string): Promise<string> {
  await bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
  await bank.settle();
  return /\d{6}/.exec(bank.messages.findLast(({ to }) => to === phone)?.text ?? '')?.[0] ?? '';
}

describe('the way in', () => {
  test('a new person signs in, gives an identity, sets a PIN and proves it', async () => {
    const phone = newPhone();
    const asked = await bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
    expect(asked).toMatchObject({ status: 202, body: { digits: 6 } });
    await bank.settle();
    const code = /\d{6}/.exec(bank.messages.at(-1)?.text ?? '')?.[0];
    const signedIn = await bank.call('/v1/sessions', { body: { phone, code, device: DEVICE } });
    expect(signedIn).toMatchObject({
      status: 201,
      body: { session: { current: true }, me: { state: 'identity_needed', name: null } },
    });
    const session = {
      token: String(signedIn.body['session_token']),
      device: String(signedIn.body['device_secret']),
    };
    const identity = { name: 'Lin Xiaoyu', id_number: testIdNumber(people) };
    expect(await bank.identify(session, identity)).toMatchObject({
      status: 200,
      body: { name_masked: 'L** X****u', state: 'pin_needed', pin_set: false },
    });
    expect(await put('/v1/me/pin', session, { pin: TEST_PIN })).toMatchObject({
      status: 200,
      body: { state: 'active', pin_set: true, phone_full: phone },
    });
    const proof = await prove(session, TEST_PIN);
    expect(proof.status).toBe(201);
    expect(String(proof.body['proof']).length).toBeGreaterThanOrEqual(43);
  });

  test('a person chooses a language, changes the PIN and signs out', async () => {
    const session = await newCustomer();
    const chosen = { method: 'PATCH', session, body: { language: 'zh' } } as const;
    expect(await bank.call('/v1/me', chosen)).toMatchObject({ body: { language: 'zh' } });
    const pins = { current_pin: TEST_PIN, new_pin: '975310' };
    expect((await bank.call('/v1/me/pin-changes', { session, body: pins })).status).toBe(204);
    expect((await prove(session, '975310')).status).toBe(201);
    const out = await bank.call('/v1/sessions/current', { method: 'DELETE', session });
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/sycee_session=;/);
    expect((await bank.call('/v1/me', { session })).status).toBe(401);
  });

  test('a person sees the sessions and ends the others', async () => {
    const phone = newPhone();
    const first = await bank.signIn(phone);
    bank.clock.advance(60);
    const second = await bank.signIn(phone);
    const list = await bank.call('/v1/sessions', { session: second });
    expect(list.body['items']).toMatchObject([
      { current: true, device_name: 'Test phone' },
      { current: false },
    ]);
    await bank.call('/v1/sessions', { method: 'DELETE', session: second });
    expect((await bank.call('/v1/me', { session: first })).status).toBe(401);
    expect((await bank.call('/v1/me', { session: second })).status).toBe(200);
  });

  test('a customer finds another by phone, the name masked', async () => {
    const payee = testPhone(people + 1);
    await newCustomer();
    const session = await newSession();
    const path = `/v1/payees?phone=${encodeURIComponent(payee)}`;
    const found = await bank.call(path, { session });
    expect(found).toMatchObject({ status: 200, body: { name_masked: '*小雨' } });
    expect(Object.keys(found.body).toSorted()).toEqual(['name_masked', 'party_id', 'phone_masked']);
  });
});

describe('refusals about codes', () => {
  const ask = (phone: string) =>
    bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
  const show = (phone: string, code: string) =>
    bank.call('/v1/sessions', { body: { phone, code, device: DEVICE } });

  test('phone_invalid, code_sent_recently, code_limit_reached', async () => {
    expectRefusal(await ask('+12025550100'), 422, 'parties.phone_invalid');
    const phone = newPhone();
    await ask(phone);
    expectRefusal(await ask(phone), 429, 'parties.code_sent_recently');
    for (let times = 1; times < 10; times++) {
      bank.clock.advance(60);
      await ask(phone);
    }
    bank.clock.advance(60);
    expectRefusal(await ask(phone), 429, 'parties.code_limit_reached');
  });

  test('code_wrong counts down over requests, then code_expired', async () => {
    const phone = newPhone();
    const code = await sentCode(phone);
    const wrong = code === '000000' ? '000001' : '000000';
    for (const left of [4, 3, 2, 1]) {
      const reply = await show(phone, wrong);
      expectRefusal(reply, 422, 'parties.code_wrong');
      expect(reply.body['facts']).toEqual({ tries_left: left });
    }
    expectRefusal(await show(phone, wrong), 422, 'parties.code_expired');
    expectRefusal(await show(phone, code), 422, 'parties.code_expired');
  });
});

describe('refusals about identity and PIN', () => {
  const give = (session: Session, name: string, number: string) =>
    bank.identify(session, { name, id_number: number });

  test('name_invalid, id_number_invalid, too_young', async () => {
    const session = await newSession();
    const good = testIdNumber(people);
    expectRefusal(await give(session, '123', good), 422, 'parties.name_invalid');
    expectRefusal(
      await give(session, '林小雨', '110101199003070000'),
      422,
      'parties.id_number_invalid',
    );
    const young = testIdNumber(1, '20150101');
    expectRefusal(await give(session, '林小雨', young), 422, 'parties.too_young');
  });

  test('identity_already_given, identity_unavailable', async () => {
    const session = await newCustomer();
    const number = testIdNumber(people);
    expectRefusal(await give(session, '陈浩', number), 409, 'parties.identity_already_given');
    const other = await newSession();
    expectRefusal(await give(other, '陈浩', number), 409, 'parties.identity_unavailable');
  });

  test('identity_needed, pin_needed, pin_weak, pin_already_set, pin_same', async () => {
    const session = await newSession();
    const set = (pin: string) => put('/v1/me/pin', session, { pin });
    expectRefusal(await set(TEST_PIN), 409, 'parties.identity_needed');
    expectRefusal(await prove(session, TEST_PIN), 409, 'parties.pin_needed');
    await give(session, '王芳', testIdNumber(people));
    expectRefusal(await set('123456'), 422, 'parties.pin_weak');
    await set(TEST_PIN);
    expectRefusal(await set('975310'), 409, 'parties.pin_already_set');
    const body = { current_pin: TEST_PIN, new_pin: TEST_PIN };
    const same = await bank.call('/v1/me/pin-changes', { session, body });
    expectRefusal(same, 422, 'parties.pin_same');
  });

  test('pin_wrong counts although it is refused, then pin_locked for right and wrong', async () => {
    const session = await newCustomer();
    for (let guess = 0; guess < 4; guess++) {
      expectRefusal(await prove(session, WRONG_PIN), 422, 'parties.pin_wrong');
    }
    expectRefusal(await prove(session, WRONG_PIN), 429, 'parties.pin_locked');
    const [right, wrong] = [await prove(session, TEST_PIN), await prove(session, WRONG_PIN)];
    expectRefusal(right, 429, 'parties.pin_locked');
    const { request_id: _, ...rightProblem } = right.body;
    expect(wrong.body).toMatchObject(rightProblem);
  });

  test('session_not_found and payee_not_found', async () => {
    const [session, other] = [await newSession(), await newSession()];
    const { body } = await bank.call<{ items: { id: string }[] }>('/v1/sessions', {
      session: other,
    });
    const path = `/v1/sessions/${body.items[0]?.id}`;
    const ended = await bank.call(path, { method: 'DELETE', session });
    expectRefusal(ended, 404, 'parties.session_not_found');
    const nobody = '/v1/payees?phone=13999999999';
    expectRefusal(await bank.call(nobody, { session }), 404, 'parties.payee_not_found');
  });

  test('in Chinese for whoever asks in Chinese', async () => {
    const reply = await bank.call('/v1/phone-codes', {
      body: { phone: '1', purpose: 'sign_in' },
      headers: { 'accept-language': 'zh-CN,zh;q=0.9' },
    });
    expect(reply.body['detail']).toBe(partiesRefusals['parties.phone_invalid'].zh);
  });
});

describe('bad input', () => {
  test.each<[string, object]>([
    ['/v1/phone-codes', { phone: '13800000001' }],
    ['/v1/phone-codes', { phone: '13800000001', purpose: 'transfer' }],
    ['/v1/phone-codes', { phone: 13_800_000_001, purpose: 'sign_in' }],
    ['/v1/phone-codes', { phone: ['13800000001'], purpose: 'sign_in' }],
    ['/v1/phone-codes', { phone: '1'.repeat(33), purpose: 'sign_in' }],
    ['/v1/phone-codes', { phone: '13800000001', purpose: 'sign_in', admin: true }],
    ['/v1/sessions', { phone: '13800000001', code: '12345', device: DEVICE }],
    ['/v1/sessions', { phone: '13800000001', code: 123_456, device: DEVICE }],
    ['/v1/sessions', { phone: '13800000001', code: '123456' }],
    ['/v1/sessions', { phone: '13800000001', code: '123456', device: { name: 'x' } }],
    [
      '/v1/sessions',
      { phone: '13800000001', code: '123456', device: { name: 'a\u0000b', platform: 'web' } },
    ],
    ['/v1/sessions', { phone: '13800000001', code: '123456', device: DEVICE, party_id: 'party_x' }],
  ])('%s refuses %j as invalid', async (path, body) => {
    expect(await bank.call(path, { body })).toMatchObject({
      status: 400,
      body: { code: 'platform.invalid_request', money_moved: 'no' },
    });
  });

  test.each<['PUT' | 'PATCH' | 'POST', string, object]>([
    ['PATCH', '/v1/me', { language: 'fr' }],
    ['PATCH', '/v1/me', { state: 'active' }],
    ['PATCH', '/v1/me', { language: 'en', state: 'active', pin_set: true }],
    ['PATCH', '/v1/me', { language: 'en', phone: '+8613800000009' }],
    ['PUT', '/v1/me/identity', { name: '林小雨' }],
    ['PUT', '/v1/me/identity', { name: '林小雨', id_number: 'x', verified: true }],
    ['PUT', '/v1/me/pin', { pin: '12345' }],
    ['PUT', '/v1/me/pin', { pin: '1234567' }],
    ['PUT', '/v1/me/pin', { pin: '１２３４５６' }],
    ['PUT', '/v1/me/pin', { pin: 246_810 }],
    ['POST', '/v1/pin-proofs', { pin: { $ne: '' } }],
    ['POST', '/v1/pin-proofs', { pin: TEST_PIN, party_id: 'party_x' }],
  ])('%s %s refuses %j as invalid and changes nothing', async (method, path, body) => {
    const session = await newSession();
    const before = await bank.call('/v1/me', { session });
    expect(await bank.call(path, { method, session, body })).toMatchObject({ status: 400 });
    expect((await bank.call('/v1/me', { session })).body).toEqual(before.body);
  });

  test.each([
    ['GET', '/v1/me'],
    ['PATCH', '/v1/me'],
    ['PUT', '/v1/me/identity'],
    ['PUT', '/v1/me/pin'],
    ['POST', '/v1/me/pin-changes'],
    ['POST', '/v1/pin-proofs'],
    ['GET', '/v1/sessions'],
    ['DELETE', '/v1/sessions'],
    ['DELETE', '/v1/sessions/current'],
    ['DELETE', '/v1/sessions/sess_01k7xw2v9yfq3r8t5m4n6p0abc'],
    ['GET', '/v1/payees?phone=13800000001'],
  ] as const)('%s %s asks who it is before anything else', async (method, path) => {
    expect(await bank.call(path, { method })).toMatchObject({
      status: 401,
      body: { code: 'platform.unauthenticated' },
    });
  });
});

describe('attacks', () => {
  test('thirty parallel guesses of a code get five tries', async () => {
    const phone = newPhone();
    const code = await sentCode(phone);
    const guesses = Array.from({ length: 30 }, (_, index) => {
      const guess = String((Number(code) + index + 1) % 1_000_000).padStart(6, '0');
      return bank.call('/v1/sessions', { body: { phone, code: guess, device: DEVICE } });
    });
    const codes = (await Promise.all(guesses)).map(({ body }) => body['code']);
    expect(codes.filter((one) => one === 'parties.code_wrong').length).toBeLessThanOrEqual(4);
    expect(codes).not.toContain(undefined);
  });

  test('a stolen cookie without the secret of its device opens nothing', async () => {
    const session = await newCustomer();
    const cookie = { cookie: `sycee_session=${session.token}` };
    expect((await bank.call('/v1/me', { headers: cookie })).status).toBe(401);
    const other = await newSession();
    const headers = { ...cookie, 'sycee-device': other.device };
    expect((await bank.call('/v1/me', { headers })).status).toBe(401);
  });

  test('more than twenty payees a minute are too many', async () => {
    const session = await newCustomer();
    const look = () => bank.call('/v1/payees?phone=13999999998', { session });
    const statuses: number[] = [];
    for (let times = 0; times < 21; times++) statuses.push((await look()).status);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404));
    expect((await look()).body['code']).toBe('platform.too_many_requests');
  });

  test('answers never carry a code, a PIN or a whole id number', async () => {
    const session = await newCustomer();
    const me = JSON.stringify((await bank.call('/v1/me', { session })).body);
    expect(me).not.toContain(testIdNumber(people));
    expect(me).not.toContain(TEST_PIN);
    expect(me).not.toContain('argon2');
  });
});

describe('a correction of the name', () => {
  async function askFor(session: Session, name: string): Promise<Reply> {
    const proof = (await prove(session, TEST_PIN)).body as { proof?: string };
    const body = { name, reason: 'a wrong character' };
    const path = '/v1/me/name-corrections';
    return bank.call(path, { session, body, proof: proof.proof ?? '' });
  }

  test('waits for two people of the bank, one request at a time', async () => {
    const session = await newCustomer();
    const asked = await askFor(session, '林晓雨');
    expect(asked).toMatchObject({ status: 201, body: { name: '林晓雨', state: 'waiting' } });
    expectRefusal(await askFor(session, '林小羽'), 409, 'parties.correction_waiting');
    const list = await bank.call('/v1/me/name-corrections', { session });
    expect(list.body).toEqual({ items: [asked.body] });
    const without = await bank.call('/v1/me/name-corrections', {
      session,
      body: { name: '林晓雨', reason: 'stolen session' },
    });
    expect(without.body).toMatchObject({ code: 'platform.proof_required' });
  });
});

test('every refusal of the module was provoked above', () => {
  expect([...provoked].toSorted()).toEqual(Object.keys(partiesRefusals).toSorted());
});
