// A forgotten PIN from outside: the one way to a new one, and the ways that must not lead there.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { uuidOf } from '@sycee/kit';
import { auditOf } from '../../platform/testing.ts';
import { TEST_PIN } from './testing.ts';
import { checkedBank, type CheckedBank, type Person } from './testing/checked-bank.ts';

let bank: CheckedBank;
beforeAll(async () => {
  bank = await checkedBank(50_000);
});
afterAll(() => bank.close());
afterEach(async () => {
  expect(await bank.database.read((tx) => auditOf(tx, ['biometrics', 'parties']))).toEqual({});
});

const NEW_PIN = '927405';
const OK = { status: 204 };
const NOT_VERIFIED = { status: 403, body: { code: 'parties.verification_needed' } };
const CODE_EXPIRED = { status: 422, body: { code: 'parties.code_expired' } };

async function codeFor(phone: string, purpose: 'sign_in' | 'pin_reset'): Promise<string> {
  bank.clock.advance(61);
  await bank.call('/v1/phone-codes', { body: { phone, purpose } });
  await bank.settle();
  const newest = bank.messages.findLast(({ to }) => to === phone);
  return /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '';
}

const reset = (session: Person, code: string, newPin = NEW_PIN) =>
  bank.call('/v1/me/pin-resets', { session, body: { code, new_pin: newPin } });

async function elsewhere(person: Person): Promise<Person> {
  bank.clock.advance(61);
  return { ...(await bank.signIn(person.phone)), phone: person.phone };
}

/** Somebody known by face who forgot the PIN, has the code, and was just verified. */
async function ready(): Promise<{ person: Person; code: string }> {
  const person = await bank.knownCustomer();
  const code = await codeFor(person.phone, 'pin_reset');
  expect(await bank.checkFace(person, 'verify')).toMatchObject(OK);
  return { person, code };
}

async function decisionsOf(person: Person): Promise<object[]> {
  const { partyId } = await bank.agree(person);
  const { rows } = await bank.pool.query<object>(
    `select outcome, reasons, verified_by from parties.pin_resets
     where party_id = $1 order by decided_at, id`,
    [uuidOf(partyId)],
  );
  return rows;
}

describe('a forgotten PIN', () => {
  test('is replaced after a check of the face and a code, and everything old ends', async () => {
    const person = await bank.knownCustomer();
    const other = await elsewhere(person);
    const oldProof = await bank.proofOf(person);
    for (let time = 0; time < 5; time++) await bank.proofOf(other, '135790');
    expect(await bank.proofOf(person)).toBe('parties.pin_locked');
    const code = await codeFor(person.phone, 'pin_reset');
    expect(bank.messages.at(-1)?.text).toMatch(/resets your PIN|重置支付密码/);
    await bank.checkFace(person, 'verify');
    expect(await reset(person, code)).toMatchObject(OK);

    expect(await bank.proofOf(person)).toBe('parties.pin_wrong');
    expect((await bank.proofOf(person, NEW_PIN)).length).toBeGreaterThan(40);
    expect((await bank.call('/v1/me', { session: other })).status).toBe(401);
    const path = '/v1/me/biometrics/face';
    const late = await bank.call(path, { method: 'DELETE', session: person, proof: oldProof });
    expect(late.body['code']).toBe('platform.proof_invalid');
    expect(await decisionsOf(person)).toEqual([
      { outcome: 'accepted', reasons: [], verified_by: 'face' },
    ]);
    const { partyId } = await bank.agree(person);
    const { rows } = await bank.pool.query(
      `select 1 from platform.outbox_events where topic = 'parties.pin_reset' and key = $1`,
      [partyId],
    );
    expect(rows.length).toBe(1);
  });

  test('is replaced after a check of the voice, on a device that was there before', async () => {
    const person = await bank.newCustomer();
    await bank.checkVoice(person, 'enrol', { proof: await bank.proofOf(person) });
    bank.clock.advance(7 * 86_400);
    const code = await codeFor(person.phone, 'pin_reset');
    await bank.checkVoice(person, 'verify');
    expect(await reset(person, code)).toMatchObject(OK);
    expect(await decisionsOf(person)).toMatchObject([{ verified_by: 'voice' }]);
  });

  test('a weak one costs neither the code nor the verification', async () => {
    const { person, code } = await ready();
    const weak = await reset(person, code, '123456');
    expect(weak).toMatchObject({ status: 422, body: { code: 'parties.pin_weak' } });
    bank.clock.advance(1);
    expect(await reset(person, code)).toMatchObject(OK);
    expect(await decisionsOf(person)).toEqual([
      { outcome: 'refused', reasons: ['pin_weak'], verified_by: 'face' },
      { outcome: 'accepted', reasons: [], verified_by: 'face' },
    ]);
  });

  test('needs one that was forgotten', async () => {
    const reply = await reset(await bank.newPerson(), '000000');
    expect(reply).toMatchObject({ status: 409, body: { code: 'parties.pin_needed' } });
  });
});

describe('no way to a new PIN is', () => {
  test('a session and the phone alone, without anything enrolled or checked', async () => {
    const stranger = await bank.newCustomer();
    const code = await codeFor(stranger.phone, 'pin_reset');
    expect(await reset(stranger, code)).toMatchObject(NOT_VERIFIED);
    const known = await bank.knownCustomer();
    expect(await reset(known, await codeFor(known.phone, 'pin_reset'))).toMatchObject(NOT_VERIFIED);
    expect(await decisionsOf(known)).toEqual([
      { outcome: 'refused', reasons: ['verification_needed'], verified_by: null },
    ]);
  });

  test('an enrolment, which only says who wants to be known', async () => {
    const person = await bank.newCustomer();
    const code = await codeFor(person.phone, 'pin_reset');
    await bank.checkFace(person, 'enrol', { proof: await bank.proofOf(person) });
    expect(await reset(person, code)).toMatchObject(NOT_VERIFIED);
  });

  test('the verification of another session of the same person', async () => {
    const { person, code } = await ready();
    expect(await reset(await elsewhere(person), code)).toMatchObject(NOT_VERIFIED);
    expect(await reset(person, code)).toMatchObject(OK);
  });

  test('a voice on a device that just signed in, as a thief of the number would', async () => {
    const person = await bank.newCustomer();
    await bank.checkVoice(person, 'enrol', { proof: await bank.proofOf(person) });
    bank.clock.advance(8 * 86_400);
    const thief = await elsewhere(person);
    const code = await codeFor(person.phone, 'pin_reset');
    expect(await bank.checkVoice(thief, 'verify')).toMatchObject(OK);
    const tooNew = { status: 403, body: { code: 'parties.device_too_new' } };
    expect(await reset(thief, code)).toMatchObject(tooNew);
    const detour = await bank.checkFace(thief, 'enrol', { person: 2 });
    expect(detour.body['code']).toBe('parties.enrolment_proof_needed');
    expect(await decisionsOf(person)).toEqual([
      { outcome: 'refused', reasons: ['device_too_new'], verified_by: 'voice' },
    ]);
  });

  test('a verification that failed', async () => {
    const person = await bank.knownCustomer();
    const code = await codeFor(person.phone, 'pin_reset');
    await bank.checkFace(person, 'verify', { person: 2 });
    expect(await reset(person, code)).toMatchObject(NOT_VERIFIED);
  });

  test('a verification used before', async () => {
    const { person, code } = await ready();
    expect(await reset(person, code)).toMatchObject(OK);
    expect(await reset(person, code, '480159')).toMatchObject(NOT_VERIFIED);
    const again = await codeFor(person.phone, 'pin_reset');
    expect(await reset(person, again, '480159')).toMatchObject(NOT_VERIFIED);
    expect(await bank.proofOf(person, '480159')).toBe('parties.pin_wrong');
  });

  test('a verification used for an enrolment', async () => {
    const { person, code } = await ready();
    expect(await bank.checkFace(person, 'enrol')).toMatchObject(OK);
    expect(await reset(person, code)).toMatchObject(NOT_VERIFIED);
  });

  test('a verification used at the same moment', async () => {
    const { person, code } = await ready();
    const replies = await Promise.all([1, 2, 3].map(() => reset(person, code)));
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['204', '403', '403']);
  });

  test('a verification of five minutes ago', async () => {
    const person = await bank.knownCustomer();
    await bank.checkFace(person, 'verify');
    bank.clock.advance(239);
    const code = await codeFor(person.phone, 'pin_reset');
    expect(await reset(person, code)).toMatchObject(NOT_VERIFIED);
  });

  test('a verification by a face that was taken back since', async () => {
    const { person, code } = await ready();
    await bank.call('/v1/consents/biometrics_face', { method: 'DELETE', session: person });
    await bank.settle();
    expect(await reset(person, code)).toMatchObject(NOT_VERIFIED);
  });

  test('a code for signing in, nor the other way round', async () => {
    const { person, code } = await ready();
    const device = { name: 'Test', platform: 'web' };
    const { phone } = person;
    const signedIn = await bank.call('/v1/sessions', { body: { phone, code, device } });
    expect(signedIn).toMatchObject(CODE_EXPIRED);
    const other = await bank.knownCustomer();
    const codeToSignIn = await codeFor(other.phone, 'sign_in');
    await bank.checkFace(other, 'verify');
    expect(await reset(other, codeToSignIn)).toMatchObject(CODE_EXPIRED);
    expect((await bank.proofOf(other, TEST_PIN)).length).toBeGreaterThan(40);
  });

  test("another person's code", async () => {
    const { person } = await ready();
    const { code } = await ready();
    const reply = await reset(person, code);
    expect(reply).toMatchObject({ status: 422, body: { code: 'parties.code_wrong' } });
  });

  test('guessing: tries are counted, and end for the day', async () => {
    const { person, code } = await ready();
    const wrong = code === '111111' ? '222222' : '111111';
    const codes: unknown[] = [];
    for (let time = 0; time < 10; time++) codes.push((await reset(person, wrong)).body['code']);
    expect(codes).toEqual([
      ...Array.from({ length: 4 }, () => 'parties.code_wrong'),
      ...Array.from({ length: 6 }, () => 'parties.code_expired'),
    ]);
    const fresh = await codeFor(person.phone, 'pin_reset');
    await bank.checkFace(person, 'verify');
    const limited = { status: 429, body: { code: 'parties.pin_reset_limit_reached' } };
    expect(await reset(person, fresh)).toMatchObject(limited);
  });
});
