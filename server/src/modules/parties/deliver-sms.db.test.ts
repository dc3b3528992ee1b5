// Handing codes to the SMS gateway: the right words, one reference, and never too late.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Subscriber } from '#platform';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { partiesSubscribers } from './deliver-sms.ts';
import { requestPhoneCode } from './request-phone-code.ts';
import { lastCode, testPhone } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
});
afterAll(() => bank.close());

type OutboxEvent = Parameters<Subscriber['handle']>[1];
type Message = { reference: string; to: string; text: string };

async function requested(phone: string, locale: 'en' | 'zh') {
  await bank.database.transact((tx) => requestPhoneCode(tx, { phone, purpose: 'sign_in', locale }));
  return bank.database.read(async (tx) => {
    const [event] = await tx.query<OutboxEvent>(
      'select id, topic, key, payload from platform.outbox_events order by id desc limit 1',
    );
    return { event, code: await lastCode(tx, phone) };
  });
}

async function deliver(event: OutboxEvent | undefined): Promise<Message[]> {
  const sent: Message[] = [];
  const [subscriber] = partiesSubscribers({ sendSms: async (message) => void sent.push(message) });
  if (event === undefined || subscriber === undefined) throw new Error('nothing to deliver');
  await bank.database.transact((tx) => subscriber.handle(tx, event));
  return sent;
}

test.each([
  ['en', 1, 'Your code is'],
  ['zh', 2, '验证码'],
] as const)('a code goes to the phone in %s', async (locale, number, words) => {
  const { event, code } = await requested(testPhone(number), locale);
  const [message] = await deliver(event);
  expect(message?.to).toBe(testPhone(number));
  expect(message?.text).toContain(code);
  expect(message?.text).toContain(words);
});

test('the same request bears the same reference, so that the gateway sends it once', async () => {
  const { event } = await requested(testPhone(3), 'en');
  const [first, second] = [await deliver(event), await deliver(event)];
  expect(first[0]?.reference).toBe(second[0]?.reference);
});

test('a code that ran out while the gateway was down is not sent', async () => {
  const { event } = await requested(testPhone(4), 'en');
  bank.clock.advance(300);
  expect(await deliver(event)).toEqual([]);
});
