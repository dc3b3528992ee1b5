// The routes of consents from outside: what is asked, what is answered, every refusal.

import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../testing.ts';
import { testPhone } from '../parties/testing.ts';
import { consentsRefusals } from './refusals.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Offer = { purpose: string; version: number; text_hash: string; title: string };
type Shown = { id: string; decision: string; purpose: string };

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

let people = 0;
const newSession = () => bank.signIn(testPhone(7_000 + people++));
const provoked = new Set(['consents.needed']);

async function offers(language = 'en'): Promise<Offer[]> {
  const headers = { 'accept-language': language };
  const { body } = await bank.call<{ items: Offer[] }>('/v1/consent-purposes', { headers });
  return body.items;
}

async function give(session: Session, purpose: string, follows: string | null = null) {
  const offer = (await offers()).find((item) => item.purpose === purpose);
  const { version, text_hash } = offer ?? { version: 1, text_hash: '0'.repeat(64) };
  const body = { purpose, version, text_hash, follows };
  return bank.call<Shown>('/v1/consents', { session, body });
}
const withdraw = (session: Session, purpose: string) =>
  bank.call<Shown>(`/v1/consents/${purpose}`, { method: 'DELETE', session });

function expectRefusal(reply: { status: number; body: object }, status: number, code: string) {
  provoked.add(code);
  expect(reply).toMatchObject({ status, body: { code, money_moved: 'no' } });
}

describe('consents over HTTP', () => {
  test('everybody is shown the words in both languages, and their hash is theirs', async () => {
    const [en, zh] = [await offers('en'), await offers('zh')];
    expect(en.map(({ purpose }) => purpose)).toEqual(zh.map(({ purpose }) => purpose));
    expect(en.map(({ title }) => title)).not.toEqual(zh.map(({ title }) => title));
    const { purpose, version, text_hash: hash, ...words } = en[0] as Offer;
    const { title, what, why, how_long: long, with_whom: whom } = words as Record<string, string>;
    const lines = [purpose, version, 'en', title, what, why, long, whom].join('\n');
    expect(createHash('sha256').update(lines).digest('hex')).toBe(hash);
  });

  test('a person agrees, downloads the receipt, and takes it back without a PIN', async () => {
    const session = await newSession();
    const given = await give(session, 'biometrics_face');
    expect(given).toMatchObject({ status: 201, body: { decision: 'given', version: 1 } });
    const list = await bank.call<{ items: object[] }>('/v1/consents', { session });
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ purpose: 'biometrics_face', state: 'given', last: given.body }),
    );
    const file = await bank.call(`/v1/consent-receipts/${given.body.id}/file`, { session });
    expect(file.headers['content-disposition']).toContain('attachment');
    expect(file.body).toMatchObject({
      receipt_id: given.body.id,
      decision: 'given',
      text: { title: 'Your face', locale: 'en' },
    });
    bank.clock.advance(1);
    expect(await withdraw(session, 'biometrics_face')).toMatchObject({
      status: 200,
      body: { decision: 'withdrawn' },
    });
    const receipts = await bank.call<{ items: Shown[] }>('/v1/consent-receipts', { session });
    expect(receipts.body.items.map(({ decision }) => decision)).toEqual(['withdrawn', 'given']);
  });

  test('nothing is decided without a session', async () => {
    const body = { purpose: 'marketing', version: 1, text_hash: '0'.repeat(64), follows: null };
    expect((await bank.call('/v1/consents', { body })).status).toBe(401);
    expect((await bank.call('/v1/consents/marketing', { method: 'DELETE' })).status).toBe(401);
  });

  test('a session on another device decides nothing', async () => {
    const { token } = await newSession();
    const stolen = { token, device: 'another' };
    expect((await give(stolen, 'marketing')).status).toBe(401);
  });

  test('refusals', async () => {
    const session = await newSession();
    expectRefusal(await give(session, 'credit_data'), 409, 'consents.text_changed');
    expectRefusal(await withdraw(session, 'marketing'), 409, 'consents.not_given');
    expectRefusal(await withdraw(session, 'terms_of_use'), 409, 'consents.base_of_account');
    const given = await give(session, 'marketing');
    await withdraw(session, 'marketing');
    const replayed = await give(session, 'marketing', null);
    expectRefusal(replayed, 409, 'consents.changed_meanwhile');
    const path = `/v1/consent-receipts/${given.body.id}/file`;
    const others = await bank.call(path, { session: await newSession() });
    expectRefusal(others, 404, 'consents.receipt_not_found');
    expect([...provoked].toSorted()).toEqual(Object.keys(consentsRefusals).toSorted());
  });
});
