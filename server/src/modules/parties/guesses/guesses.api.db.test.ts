// A few guesses at each of many accounts, from one place: what one account cannot see.

import assert from 'node:assert/strict';
import { Refusal } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testBank, type TestBank } from '../../../testing.ts';
import { requestPhoneCode } from '../request-phone-code.ts';
import { signIn as signInByCode } from '../sign-in.ts';
import { activeCustomer, lastCode, TEST_PIN, testPhone } from '../testing.ts';

type Session = Awaited<ReturnType<TestBank['signIn']>>;

const WRONG = '135790';
const HOUR = 3_600;
const LONG = { timeout: 120_000 };

let bank: TestBank;
const FIRST = 95_000;
beforeAll(async () => {
  bank = await testBank();
  for (let number = 0; number < CROWD; number++) {
    await activeCustomer(bank.database, { number: FIRST + number });
  }
}, LONG.timeout);
afterAll(() => bank.close());

/** So many customers there are; each takes the PIN's own hashing to make. */
const CROWD = 45;

/** Customers signed in just now; what was counted before does not count any more. */
async function customers(count: number, installation?: string, from = 0): Promise<Session[]> {
  bank.clock.advance(2 * 24 * HOUR);
  const sessions: Session[] = [];
  for (let number = 0; number < count; number++) {
    sessions.push(await signIn(testPhone(FIRST + from + number), installation));
  }
  return sessions;
}

async function signIn(phone: string, installation?: string): Promise<Session> {
  return bank.database.transact(async (tx) => {
    await requestPhoneCode(tx, { phone, purpose: 'sign_in', locale: 'en' });
    const code = await lastCode(tx, phone);
    const device = { deviceName: 'Test', platform: 'web', installation };
    const signedIn = await signInByCode(tx, { phone, code, locale: 'en', ...device });
    assert(!(signedIn instanceof Refusal));
    return { token: signedIn.sessionToken, device: signedIn.deviceSecret };
  });
}

const codeOf = ({ body, status }: { body: Record<string, unknown>; status: number }) =>
  status < 300 ? 'right' : String(body['code']);
const prove = async (session: Session, pin: string) =>
  codeOf(await bank.call('/v1/pin-proofs', { session, body: { pin } }));

/** A wrong PIN at each; how many were compared at all. */
async function spray(victims: readonly Session[]): Promise<number> {
  let compared = 0;
  for (const victim of victims) {
    if ((await prove(victim, WRONG)) === 'parties.pin_wrong') compared++;
  }
  return compared;
}

describe('one PIN at many accounts', () => {
  test('from one network stops at twenty, and waits longer each time', LONG, async () => {
    const victims = await customers(CROWD);
    expect(await spray(victims)).toBe(20);
    const [innocent] = victims;
    assert(innocent);
    expect(await prove(innocent, TEST_PIN)).toBe('parties.too_many_guesses');
    bank.clock.advance(15 * 60 + 1);
    expect(await prove(innocent, TEST_PIN)).toBe('right');
    expect(await spray(victims)).toBe(20);
    bank.clock.advance(15 * 60 + 1);
    expect(await prove(innocent, TEST_PIN)).toBe('parties.too_many_guesses');
    bank.clock.advance(15 * 60 + 1);
    expect(await prove(innocent, TEST_PIN)).toBe('right');
  });

  test('in parallel gains no more than is under way at the same moment', LONG, async () => {
    const victims = await customers(CROWD);
    const answers = await Promise.all(victims.map((victim) => prove(victim, WRONG)));
    const compared = answers.filter((code) => code === 'parties.pin_wrong').length;
    expect(compared).toBeGreaterThanOrEqual(20);
    expect(compared).toBeLessThanOrEqual(20 + 16);
    expect(answers).not.toContain('right');
  });

  test('does not shut out neighbours who have been signed in for a day', LONG, async () => {
    const [neighbour] = await customers(1);
    assert(neighbour);
    await spray((await customers(26)).slice(1));
    expect(await prove(neighbour, TEST_PIN)).toBe('right');
    expect(await prove(neighbour, WRONG)).toBe('parties.pin_wrong');
  });

  test('by one app stops at five, however old its sessions are', LONG, async () => {
    const victims = await customers(8, 'i'.repeat(22), 30);
    bank.clock.advance(25 * HOUR);
    expect(await spray(victims)).toBe(5);
  });

  test('many wrong ones at one account block that account, and nobody else', LONG, async () => {
    const [other, ...rest] = await customers(CROWD);
    const clumsy = rest.at(-1);
    assert(clumsy && other);
    for (let time = 0; time < 30; time++) await prove(clumsy, WRONG);
    expect(await prove(clumsy, TEST_PIN)).toBe('parties.pin_locked');
    expect(await prove(other, TEST_PIN)).toBe('right');
  });

  test('changing the PIN is no way around', LONG, async () => {
    const victims = await customers(22);
    await spray(victims);
    const body = { current_pin: TEST_PIN, new_pin: '975310' };
    const changed = await bank.call('/v1/me/pin-changes', { session: victims[0] as Session, body });
    expect(changed).toMatchObject({ status: 429, body: { code: 'parties.too_many_guesses' } });
  });
});

describe('one code at many phones', () => {
  const guessAt = async (phone: string, code = '000000') =>
    codeOf(
      await bank.call('/v1/sessions', {
        body: { phone, code, device: { name: 'Test', platform: 'web' } },
      }),
    );

  test('from one network stops at sixty, for customers and strangers alike', LONG, async () => {
    bank.clock.advance(2 * 24 * HOUR);
    const answers: string[] = [];
    for (let number = 0; number < 65; number++) {
      const phone = testPhone(97_000 + number);
      answers.push(await guessAt(phone));
    }
    expect(answers.filter((code) => code === 'parties.code_expired')).toHaveLength(60);
    expect(new Set(answers.slice(60))).toEqual(new Set(['parties.too_many_guesses']));
  });
});

test('what is counted names no address and nobody', async () => {
  const kept = await bank.pool.query('select w::text from parties.wrong_guesses w');
  expect(kept.rows.length).toBeGreaterThan(20);
  expect(JSON.stringify(kept.rows)).not.toMatch(/127\.0\.0\.1|party_|138\d{8}/);
});
