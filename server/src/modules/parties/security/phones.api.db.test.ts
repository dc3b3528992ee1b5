// Another phone number over the API: with a session, and without the old phone.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditOf } from '../../../platform/testing.ts';
import { checkedBank, type CheckedBank, type Person } from '../testing/checked-bank.ts';
import { testIdNumber, testPhone } from '../testing.ts';
import { facesAt, stepUpsAt, wordOf } from './testing.ts';

const CHANGE = '/v1/me/phone-changes';
const FIRST = 63_000;

// Every PIN proof is an argon2 hash, and some tests prove many.
vi.setConfig({ testTimeout: 120_000 });

let bank: CheckedBank;
let at: ReturnType<typeof stepUpsAt>;
let faces: ReturnType<typeof facesAt>;
beforeAll(async () => {
  bank = await checkedBank(FIRST);
  at = stepUpsAt(bank);
  faces = facesAt(bank);
});
afterAll(async () => {
  const found = await bank.database.read((tx) => auditOf(tx, ['risk', 'parties', 'biometrics']));
  expect(found).toEqual({});
  await bank.close();
});

let spare = 63_500;
const newPhone = (): string => testPhone(++spare);

async function codeFor(phone: string): Promise<string> {
  await bank.call('/v1/phone-codes', { body: { phone, purpose: 'phone_change' } });
  await bank.settle();
  const sms = bank.messages.findLast(({ to, text }) => to === phone && /\d{6}/.test(text));
  return /\d{6}/.exec(sms?.text ?? '')?.[0] ?? '';
}

const me = async (session: Pick<Person, 'token' | 'device'>) =>
  (await bank.call('/v1/me', { session })).body;

describe('with a session', () => {
  test('takes the PIN, a passkey and a code, and tells the old phone', async () => {
    const person = await bank.newCustomer();
    const device = await at.addPasskey(person);
    const phone = newPhone();
    const body = { new_phone: phone, code: await codeFor(phone) };
    const given = await at.byPasskey(
      person,
      at.idIn(await at.ask(person, CHANGE, { body })),
      device,
    );
    const token = String(given.body['token']);
    bank.clock.advance(61);
    const other = await bank.signIn(person.phone);
    const changed = await at.ask(person, CHANGE, { body, token });
    expect([changed.status, changed.body['phone_full']]).toEqual([200, phone]);
    expect((await bank.call('/v1/me', { session: other })).status).toBe(401);
    await bank.settle();
    const told = bank.messages.findLast(({ to }) => to === person.phone)?.text;
    expect(told).toMatch(/another phone number|更换手机号/);
    bank.clock.advance(61);
    const back = await bank.signIn(phone);
    expect((await me(back))['id']).toBe((await me(person))['id']);
    const stranger = await bank.signIn(person.phone);
    expect((await me(stranger))['id']).not.toBe((await me(person))['id']);
  });

  test('a stolen session, even with the PIN, gets no further', async () => {
    const person = await bank.newCustomer();
    const phone = newPhone();
    const body = { new_phone: phone, code: await codeFor(phone) };
    const bare = await at.post(person, CHANGE, body);
    expect(wordOf(bare)).toBe('platform.proof_required');
    expect(wordOf(await at.ask(person, CHANGE, { body }))).toBe('parties.step_up_unavailable');
  });

  test('a token for one number is nothing for another', async () => {
    const person = await bank.newCustomer();
    const device = await at.addPasskey(person);
    const [mine, thiefs] = [newPhone(), newPhone()];
    const asked = await at.ask(person, CHANGE, { body: { new_phone: mine, code: '123456' } });
    const given = await at.byPasskey(person, at.idIn(asked), device);
    const token = String(given.body['token']);
    const body = { new_phone: thiefs, code: await codeFor(thiefs) };
    expect(wordOf(await at.ask(person, CHANGE, { body, token }))).toBe('parties.step_up_invalid');
    const wrong = { new_phone: mine, code: '000000' };
    await codeFor(mine);
    expect(wordOf(await at.ask(person, CHANGE, { body: wrong, token }))).toBe('parties.code_wrong');
  });

  test('refuses a number that is no number, one’s own, and somebody else’s', async () => {
    const [person, other] = [await bank.newCustomer(), await bank.newCustomer()];
    const device = await at.addPasskey(person);
    const refused = async (phone: string) => {
      const code = (await codeFor(phone)) || '123456';
      const body = { new_phone: phone, code };
      const first = await at.ask(person, CHANGE, { body });
      if (wordOf(first) !== 'parties.step_up_needed') return wordOf(first);
      const given = await at.byPasskey(person, at.idIn(first), device);
      return wordOf(await at.ask(person, CHANGE, { body, token: String(given.body['token']) }));
    };
    expect(await refused('12345')).toBe('parties.phone_invalid');
    expect(await refused(person.phone)).toBe('parties.phone_same');
    bank.clock.advance(61);
    expect(await refused(other.phone)).toBe('parties.phone_taken');
  });
});

describe('without the old phone', () => {
  /** A customer with a face, whose name and number are known. */
  const lost = async () => {
    const person = await bank.knownCustomer();
    const number = Number(person.phone.slice(-8));
    return { person, said: { name: '林小雨', id_number: testIdNumber(number % 1_000) } };
  };
  const stranger = async () => bank.signIn(newPhone());

  test('name, number and face bring the account to the new phone', async () => {
    const { person, said } = await lost();
    const before = await me(person);
    const phone = newPhone();
    const here = await bank.signIn(phone);
    const back = await faces.recover(here, said);
    expect(back).toMatchObject({
      status: 201,
      body: { me: { id: before['id'], phone_full: phone } },
    });
    const session = {
      token: String(back.body['session_token']),
      device: String(back.body['device_secret']),
    };
    const now = await me(session);
    expect(now['cooling_off_until']).not.toBeNull();
    for (const ended of [person, here]) {
      expect((await bank.call('/v1/me', { session: ended })).status).toBe(401);
    }
    await bank.settle();
    const told = bank.messages.findLast(({ to }) => to === person.phone)?.text;
    expect(told).toMatch(/another phone|另一部手机/);
  });

  test('whatever is wrong has the same word', async () => {
    const { said } = await lost();
    const faceless = await bank.newCustomer();
    const number = Number(faceless.phone.slice(-8)) % 1_000;
    const answers = [
      await faces.recover(await stranger(), said, { person: 2 }),
      await faces.recover(await stranger(), { ...said, name: '王小雨' }),
      await faces.recover(await stranger(), { name: '林小雨', id_number: testIdNumber(number) }),
      await faces.recover(await stranger(), {
        name: '林小雨',
        id_number: testIdNumber(999, '19610101'),
      }),
    ];
    for (const answer of answers) {
      expect([answer.status, wordOf(answer)]).toEqual([422, 'parties.recovery_not_confirmed']);
      expect(answer.body['facts']).toBeUndefined();
    }
  });

  test('advice about the picture does not depend on who is meant', async () => {
    const { said } = await lost();
    const nobody = { name: '林小雨', id_number: testIdNumber(998, '19610101') };
    for (const meant of [said, nobody]) {
      const dark = await faces.recover(await stranger(), meant, { all: { light: 5 } });
      expect(wordOf(dark)).toBe('biometrics.light_poor');
      const still = await faces.recover(await stranger(), meant, { person: 2, isBackwards: true });
      expect(wordOf(still)).toBe('biometrics.prompts_not_followed');
    }
  });

  test('five tries a number, and after ten wrong faces nobody is compared any more', async () => {
    const { said } = await lost();
    const here = await stranger();
    for (let turn = 0; turn < 5; turn++) await faces.recover(here, said, { person: 2 });
    expect(wordOf(await faces.recover(here, said))).toBe('parties.recovery_limit_reached');
    const there = await stranger();
    for (let turn = 0; turn < 5; turn++) await faces.recover(there, said, { person: 2 });
    const owner = await faces.recover(await stranger(), said);
    expect(wordOf(owner)).toBe('parties.recovery_not_confirmed');
    bank.clock.advance(86_401);
    expect((await faces.recover(await stranger(), said)).status).toBe(201);
  });

  test('is for who has said nothing yet, in the session that asked, once', async () => {
    const { said } = await lost();
    const customer = await bank.newCustomer();
    expect(wordOf(await faces.recover(customer, said))).toBe('parties.recovery_not_possible');
    const [here, thief] = [await stranger(), await stranger()];
    const begun = await at.post(here, '/v1/me/recoveries', said);
    const path = `/v1/me/recoveries/${String(begun.body['recovery_id'])}/answer`;
    bank.clock.advance(10);
    expect(wordOf(await faces.answer(path, begun, {}, thief))).toBe('parties.recovery_gone');
    expect((await faces.answer(path, begun, {}, here)).status).toBe(201);
  });
});
