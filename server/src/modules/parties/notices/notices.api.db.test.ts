// What an owner hears of: in the app, on every device, and on the phone.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../../testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../testing.ts';
import { NOTICE_KINDS, noticeText } from './notice.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;
type Notices = {
  unread: number;
  items: { kind: string; device_name: string | null; read: boolean }[];
};

let bank: TestBank;
beforeAll(async () => {
  bank = await testBank();
});
afterAll(() => bank.close());

let people = 0;
const INSTALLATION = 'a'.repeat(22);

async function newCustomer(): Promise<{ session: Session; phone: string }> {
  const phone = testPhone(90_000 + ++people);
  const session = await bank.signIn(phone);
  await bank.identify(session, { name: '何安然', id_number: testIdNumber(people) });
  await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
  return { session, phone };
}

const noticesOf = async (session: Session) =>
  (await bank.call<Notices>('/v1/me/notices', { session })).body;
const kindsOf = async (session: Session) =>
  (await noticesOf(session)).items.map(({ kind }) => kind);
async function newestSms(phone: string): Promise<string> {
  await bank.settle();
  return bank.messages.findLast(({ to }) => to === phone)?.text ?? '';
}

async function signInBy(phone: string, installation?: string): Promise<Session> {
  bank.clock.advance(61);
  await bank.call('/v1/phone-codes', { body: { phone, purpose: 'sign_in' } });
  const code = /\d{6}/.exec(await newestSms(phone))?.[0] ?? '';
  const device = { name: 'Old phone', platform: 'android', ...(installation && { installation }) };
  const { body } = await bank.call('/v1/sessions', { body: { phone, code, device } });
  return { token: String(body['session_token']), device: String(body['device_secret']) };
}

describe('a notice', () => {
  test('is not given for joining', async () => {
    const { session } = await newCustomer();
    expect(await noticesOf(session)).toEqual({ items: [], unread: 0 });
  });

  test('tells of a sign-in on another device, on every device and by SMS', async () => {
    const { session, phone } = await newCustomer();
    const elsewhere = await signInBy(phone);
    for (const device of [session, elsewhere]) {
      expect(await noticesOf(device)).toMatchObject({
        unread: 1,
        items: [{ kind: 'signed_in', device_name: 'Old phone', read: false }],
      });
    }
    expect(await newestSms(phone)).toBe(noticeText('signed_in', 'Old phone', 'en'));
  });

  test('is not given when the app on the same device comes back', async () => {
    const { phone, session } = await newCustomer();
    await signInBy(phone, INSTALLATION);
    await signInBy(phone, INSTALLATION);
    expect(await kindsOf(session)).toEqual(['signed_in']);
  });

  test('tells of a changed PIN and a copy of the data, not of a wrong PIN', async () => {
    const { session, phone } = await newCustomer();
    const change = (current_pin: string) =>
      bank.call('/v1/me/pin-changes', { session, body: { current_pin, new_pin: '975310' } });
    await change('135790');
    await change(TEST_PIN);
    expect(await newestSms(phone)).toBe(noticeText('pin_changed', null, 'en'));
    const { body } = await bank.call('/v1/pin-proofs', { session, body: { pin: '975310' } });
    const proof = String(body['proof']);
    await bank.call('/v1/me/exports', { method: 'POST', session, proof });
    bank.clock.advance(1);
    expect((await kindsOf(session)).toSorted()).toEqual(['data_exported', 'pin_changed']);
  });

  test('is read once for all devices', async () => {
    const { session, phone } = await newCustomer();
    const elsewhere = await signInBy(phone);
    const read = await bank.call('/v1/me/notices/reads', { session, body: {} });
    expect(read.status).toBe(204);
    expect(await noticesOf(elsewhere)).toMatchObject({ unread: 0, items: [{ read: true }] });
  });

  test('is nobody else’s', async () => {
    const { phone } = await newCustomer();
    await signInBy(phone);
    const other = await newCustomer();
    expect(await kindsOf(other.session)).toEqual([]);
    await bank.call('/v1/me/notices/reads', { session: other.session, body: {} });
    expect((await bank.call('/v1/me/notices')).status).toBe(401);
    expect((await bank.call('/v1/me/notices/reads', { body: {} })).status).toBe(401);
  });

  test('cannot be read in what waits for the SMS gateway', async () => {
    const { phone } = await newCustomer();
    await signInBy(phone);
    const { rows } = await bank.pool.query(
      `select payload::text from platform.outbox_events
       where topic = 'parties.notice_sms_requested'`,
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/Old phone|138\d{8}|another device/);
  });
});

test.each(NOTICE_KINDS.flatMap((kind) => [[kind, 'en'] as const, [kind, 'zh'] as const]))(
  'the SMS of %s in %s says who writes, has no link and no code, and fits four parts',
  (kind, locale) => {
    const text = noticeText(kind, 'Xiaomi 14', locale);
    expect(text).toMatch(/Sycee/);
    expect(text).not.toMatch(/https?:|www\.|\d{6}/);
    expect(text.length).toBeLessThanOrEqual(locale === 'zh' ? 268 : 612);
  },
);
