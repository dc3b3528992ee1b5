// The bank as a whole, from outside: it opens, it knows its people, and its document is complete.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiDocument } from './openapi.ts';
import { testBank, type TestBank } from './testing.ts';

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

describe('the bank', () => {
  test('is ready once it is open', async () => {
    expect(await bank.call('/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
  });

  test('signs a phone in and knows it by its session and device', async () => {
    const session = await bank.signIn('+8613812345678');
    const me = await bank.call('/v1/me', { session });
    expect(me).toMatchObject({ status: 200, body: { phone: '138****5678' } });
    const elsewhere = { ...session, device: 'another' };
    expect(await bank.call('/v1/me', { session: elsewhere })).toMatchObject({
      status: 401,
      body: { code: 'platform.unauthenticated', money_moved: 'no' },
    });
  });

  test('a browser keeps the session in a cookie that scripts cannot read', async () => {
    const phone = '+8613812345679';
    await bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
    await bank.settle();
    const code = /\d{6}/.exec(bank.messages.at(-1)?.text ?? '')?.[0];
    const device = { name: 'Browser', platform: 'web' };
    const reply = await bank.call('/v1/sessions', { body: { phone, code, device } });
    expect(reply.headers['set-cookie']).toMatch(
      /^sycee_session=[\w-]+; .*HttpOnly; SameSite=Strict/,
    );
    const headers = {
      cookie: String(reply.headers['set-cookie']).split(';')[0] ?? '',
      'sycee-device': String(reply.body['device_secret']),
    };
    expect((await bank.call('/v1/me', { headers })).status).toBe(200);
  });

  test('documents every route and every code it can answer', async () => {
    const document = await openApiDocument();
    const paths = document['paths'] as Record<string, Record<string, { 'x-refusals': string[] }>>;
    const known = new Set(Object.keys(document['x-refusals'] as object));
    const operations = Object.values(paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(30);
    for (const operation of operations) {
      expect(operation['x-refusals'].filter((code) => !known.has(code))).toEqual([]);
    }
  });
});
