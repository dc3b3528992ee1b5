// Freezing over the API: in a moment with a session, by a face without one, and what is stopped.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditOf } from '../../../platform/testing.ts';
import { checkedBank, type CheckedBank, type Person } from '../testing/checked-bank.ts';
import { testPhone } from '../testing.ts';
import { facesAt, stepUpsAt, wordOf } from './testing.ts';

// Every PIN proof is an argon2 hash, and some tests prove many.
vi.setConfig({ testTimeout: 120_000 });

let bank: CheckedBank;
let at: ReturnType<typeof stepUpsAt>;
let faces: ReturnType<typeof facesAt>;
beforeAll(async () => {
  bank = await checkedBank(62_000);
  at = stepUpsAt(bank);
  faces = facesAt(bank);
});
afterAll(async () => {
  const found = await bank.database.read((tx) => auditOf(tx, ['risk', 'parties', 'biometrics']));
  expect(found).toEqual({});
  await bank.close();
});

const freeze = (person: Person) => at.post(person, '/v1/me/freeze', { reason: 'lost_device' });
const frozenAt = async (person: Person): Promise<unknown> =>
  (await bank.call('/v1/me', { session: person })).body['frozen_at'];

describe('with a session', () => {
  test('everything is frozen without a PIN, and other devices are signed out', async () => {
    const person = await bank.newCustomer();
    bank.clock.advance(61);
    const other = { ...(await bank.signIn(person.phone)), phone: person.phone };
    const { status, body } = await freeze(person);
    expect([status, typeof body['frozen_at']]).toEqual([200, 'string']);
    expect((await bank.call('/v1/me', { session: other })).status).toBe(401);
    expect(await frozenAt(person)).toBe(body['frozen_at']);
    const again = await freeze(person);
    expect(again.body['frozen_at']).toBe(body['frozen_at']);
  });

  test('the owner is told by SMS', async () => {
    const person = await bank.newCustomer();
    await freeze(person);
    await bank.settle();
    const sms = bank.messages.findLast(({ to }) => to === person.phone)?.text;
    expect(sms).toMatch(/frozen|冻结/);
  });

  test('PIN, phone, passkeys, faces and cards stay as they are', async () => {
    const person = await bank.newCustomer();
    await freeze(person);
    const pins = { current_pin: '246810', new_pin: '739164' };
    const changed = { new_phone: testPhone(62_999), code: '123456' };
    const card = { card_number: '6222020200000000000', phone: person.phone };
    const words = [
      await bank.call('/v1/me/pin-changes', { session: person, body: pins }),
      await at.ask(person, '/v1/me/phone-changes', { body: changed }),
      await at.ask(person, '/v1/me/passkeys/registration-options'),
      await at.ask(person, '/v1/me/biometrics/face', { method: 'DELETE' }),
      await bank.checkFace(person, 'enrol', { proof: await bank.proofOf(person) }),
      await at.post(person, '/v1/cards', card),
    ].map(wordOf);
    expect(new Set(words)).toEqual(new Set(['parties.frozen']));
  });

  test('what is not frozen is not unfrozen', async () => {
    const person = await bank.newCustomer();
    expect(wordOf(await at.ask(person, '/v1/me/unfreeze'))).toBe('parties.not_frozen');
  });

  test('who has no other way unfreezes by the PIN, a day later', async () => {
    const person = await bank.newCustomer();
    await freeze(person);
    const refused = await at.ask(person, '/v1/me/unfreeze');
    expect(wordOf(refused)).toBe('parties.step_up_unavailable');
    expect(refused.body['facts']).toHaveProperty('retry_at');
    bank.clock.advance(86_400);
    bank.clock.advance(61);
    const thief = { ...(await bank.signIn(person.phone)), phone: person.phone };
    expect(wordOf(await at.ask(thief, '/v1/me/unfreeze'))).toBe('parties.step_up_unavailable');
    expect((await at.ask(person, '/v1/me/unfreeze')).status).toBe(200);
    expect(await frozenAt(person)).toBeNull();
  });
});

describe('without a session', () => {
  test('the face of the owner freezes, and signs out everywhere', async () => {
    const person = await bank.knownCustomer();
    const { status, body } = await faces.freeze(person.phone);
    expect([status, Object.keys(body)]).toEqual([202, ['received_at']]);
    expect((await bank.call('/v1/me', { session: person })).status).toBe(401);
    bank.clock.advance(61);
    const back = { ...(await bank.signIn(person.phone)), phone: person.phone };
    expect(await frozenAt(back)).not.toBeNull();
  });

  test("a stranger, a stranger's face and a stranger's phone have the same answers", async () => {
    const [person, faceless] = [await bank.knownCustomer(), await bank.newCustomer()];
    const answers = [
      await faces.freeze(person.phone, { person: 2 }),
      await faces.freeze(person.phone, { prompts: ['turn_left', 'turn_left'] }),
      await faces.freeze(person.phone, { all: { light: 5 } }),
      await faces.freeze(faceless.phone),
      await faces.freeze(testPhone(62_998)),
    ];
    for (const { status, body } of answers) {
      expect([status, Object.keys(body)]).toEqual([202, ['received_at']]);
    }
    expect([await frozenAt(person), await frozenAt(faceless)]).toEqual([null, null]);
  });

  test("failing does not switch off the owner's own face", async () => {
    const person = await bank.knownCustomer();
    for (let turn = 0; turn < 8; turn++) await faces.freeze(person.phone, { person: 2 });
    expect((await bank.checkFace(person, 'verify')).status).toBe(204);
  });

  test('ten a day for a phone, whoever has it', async () => {
    const person = await bank.knownCustomer();
    for (const phone of [person.phone, testPhone(62_997)]) {
      for (let turn = 0; turn < 10; turn++) {
        expect((await faces.start('/v1/freeze-challenges', { phone })).status).toBe(201);
      }
      const more = await faces.start('/v1/freeze-challenges', { phone });
      expect([more.status, wordOf(more)]).toEqual([429, 'parties.freeze_limit_reached']);
    }
  });

  test('an answer counts once, in time', async () => {
    const person = await bank.knownCustomer();
    const begun = await faces.start('/v1/freeze-challenges', { phone: person.phone });
    const path = `/v1/freeze-challenges/${String(begun.body['challenge_id'])}/answer`;
    bank.clock.advance(100);
    expect(wordOf(await faces.answer(path, begun))).toBe('parties.freeze_challenge_gone');
    const next = await faces.start('/v1/freeze-challenges', { phone: person.phone });
    const nextPath = `/v1/freeze-challenges/${String(next.body['challenge_id'])}/answer`;
    bank.clock.advance(10);
    expect((await faces.answer(nextPath, next)).status).toBe(202);
    expect(wordOf(await faces.answer(nextPath, next))).toBe('parties.freeze_challenge_gone');
  });

  test.each(['', '123', '+1 555 0100'])('%j is no phone', async (phone) => {
    const { status } = await faces.start('/v1/freeze-challenges', { phone });
    expect([400, 422]).toContain(status);
  });
});
