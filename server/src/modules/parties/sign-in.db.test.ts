// Codes sent to phones: what they open, for how long, and how little guessing helps.

import { Refusal } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { requestPhoneCode } from './request-phone-code.ts';
import { codeOf, lastCode, signInBySms, signInWith, testPhone } from './testing.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'parties' });
});
afterAll(() => bank.close());

let phones = 0;
const newPhone = () => testPhone(++phones);

const ask = (phone: string) =>
  bank.database.transact((tx) => requestPhoneCode(tx, { phone, purpose: 'sign_in', locale: 'zh' }));
const show = (phone: string, code: string) =>
  bank.database.transact((tx) => signInWith(tx, phone, code));
const sentTo = (phone: string) => bank.database.read((tx) => lastCode(tx, phone));
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function askedPhone() {
  const phone = newPhone();
  await ask(phone);
  return { phone, code: await sentTo(phone) };
}

describe('a code', () => {
  test('opens a session and makes a new phone a party', async () => {
    const { phone, code } = await askedPhone();
    const signedIn = await show(phone, code);
    expect(signedIn).toMatchObject({ party: { phone, state: 'identity_needed', name: null } });
  });

  test('finds the same party again, with another token and device', async () => {
    const phone = newPhone();
    const first = await signInBySms(bank.database, phone);
    bank.clock.advance(60);
    const second = await signInBySms(bank.database, phone);
    expect(second.party.id).toBe(first.party.id);
    expect(second.sessionToken).not.toBe(first.sessionToken);
    expect(second.deviceSecret).not.toBe(first.deviceSecret);
  });

  test('works once', async () => {
    const { phone, code } = await askedPhone();
    await show(phone, code);
    expect(await codeOf(show(phone, code))).toBe('parties.code_expired');
  });

  test('works for one of two who show it at the same moment', async () => {
    const { phone, code } = await askedPhone();
    const codes = await Promise.all([codeOf(show(phone, code)), codeOf(show(phone, code))]);
    expect(codes.toSorted()).toEqual(['accepted', 'parties.code_expired']);
  });

  test('works for five minutes', async () => {
    const early = await askedPhone();
    bank.clock.advance(299);
    expect(await codeOf(show(early.phone, early.code))).toBe('accepted');
    const late = await askedPhone();
    bank.clock.advance(300);
    expect(await codeOf(show(late.phone, late.code))).toBe('parties.code_expired');
  });

  test('of one phone does not open another', async () => {
    const [mine, other] = [await askedPhone(), await askedPhone()];
    const expected = mine.code === other.code ? 'accepted' : 'parties.code_wrong';
    expect(await codeOf(show(other.phone, mine.code))).toBe(expected);
  });

  test('is over once a new one is sent', async () => {
    const { phone, code } = await askedPhone();
    bank.clock.advance(60);
    await ask(phone);
    const next = await sentTo(phone);
    if (next === code) return;
    expect(await codeOf(show(phone, code))).toBe('parties.code_wrong');
    expect(await codeOf(show(phone, next))).toBe('accepted');
  });

  test('is in the database neither in words nor under a plain hash', async () => {
    const { code } = await askedPhone();
    const rows = await bank.database.read((tx) =>
      tx.query<{ text: string }>(
        `select c::text as text from parties.phone_codes c
         union all select payload::text from platform.outbox_events`,
      ),
    );
    const plainHash = await bank.database.read(async (tx) => tx.secrets.sha256(code));
    for (const { text } of rows) expect(text).not.toContain(plainHash.toString('hex'));
    expect(rows.every(({ text }) => !text.includes(`"${code}"`))).toBe(true);
  });
});

describe('guessing a code', () => {
  test('counts down, and after five tries even the right code is refused', async () => {
    const { phone, code } = await askedPhone();
    for (const triesLeft of [4, 3, 2, 1]) {
      const answer = await show(phone, wrong(code));
      expect(answer).toMatchObject({
        code: 'parties.code_wrong',
        facts: { tries_left: triesLeft },
      });
    }
    expect(await codeOf(show(phone, wrong(code)))).toBe('parties.code_expired');
    expect(await codeOf(show(phone, code))).toBe('parties.code_expired');
  });

  test('in parallel gets no more than five tries', async () => {
    const { phone, code } = await askedPhone();
    const guesses = Array.from({ length: 20 }, () => show(phone, wrong(code)));
    const answers = await Promise.all(guesses);
    const counted = answers.filter(
      (answer) => answer instanceof Refusal && answer.code === 'parties.code_wrong',
    );
    expect(counted).toHaveLength(4);
    expect(await codeOf(show(phone, code))).toBe('parties.code_expired');
  });

  test('without one ever sent answers like an expired one', async () => {
    expect(await codeOf(show(newPhone(), '123456'))).toBe('parties.code_expired');
  });
});

describe('asking for a code', () => {
  test('answers the same for a customer and a stranger', async () => {
    const known = newPhone();
    await signInBySms(bank.database, known);
    bank.clock.advance(60);
    expect(await ask(known)).toEqual(await ask(newPhone()));
  });

  test('again is possible after a minute, and says how long that is', async () => {
    const phone = newPhone();
    await ask(phone);
    bank.clock.advance(15);
    const refusal = await ask(phone).catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      code: 'parties.code_sent_recently',
      facts: { retry_after_seconds: 45 },
    });
    bank.clock.advance(45);
    expect(await codeOf(ask(phone))).toBe('accepted');
  });

  test('twice at the same moment sends one', async () => {
    const phone = newPhone();
    const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(ask(phone))));
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1);
  });

  test('is possible ten times a day', async () => {
    const phone = newPhone();
    for (let times = 0; times < 10; times++) {
      expect(await codeOf(ask(phone))).toBe('accepted');
      bank.clock.advance(60);
    }
    expect(await codeOf(ask(phone))).toBe('parties.code_limit_reached');
    bank.clock.advance(86_400);
    expect(await codeOf(ask(phone))).toBe('accepted');
  });

  test('needs a Chinese mobile number', async () => {
    expect(await codeOf(ask('+12025550100'))).toBe('parties.phone_invalid');
    expect(await codeOf(show('+12025550100', '123456'))).toBe('parties.phone_invalid');
  });
});
