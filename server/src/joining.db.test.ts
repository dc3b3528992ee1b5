// The way in as the bank keeps it: every step from open to done, put off and taken up again, and
// the same place on another device.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TEST_PIN, testIdNumber } from './modules/parties/testing.ts';
import {
  checkedBank,
  type CheckedBank,
  type Person,
} from './modules/parties/testing/checked-bank.ts';
import { testCardBank, testCardNumber } from './modules/payments/testing.ts';

type Joining = { next: string | null; steps: { step: string; state: string }[] };

let bank: CheckedBank;
beforeAll(async () => {
  bank = await checkedBank(60_000, { cardBank: testCardBank() });
});
afterAll(() => bank.close());

const where = async (session: Pick<Person, 'token' | 'device'>): Promise<Joining> =>
  (await bank.call<Joining>('/v1/me/joining', { session })).body;
const next = async (session: Person) => (await where(session)).next;
const skip = (session: Person, step: string) =>
  bank.call<Joining>('/v1/me/joining/skips', { session, body: { step } });
const put = (session: Person, path: string, body: object) =>
  bank.call(path, { method: 'PUT', session, body });

function stateOf({ steps }: Joining, wanted: string): string | undefined {
  return steps.find(({ step }) => step === wanted)?.state;
}

let cards = 0;
async function linkCard(session: Person): Promise<void> {
  const body = { card_number: testCardNumber(++cards), phone: session.phone };
  const check = await bank.call<{ verification_id: string }>('/v1/cards', { session, body });
  const path = `/v1/card-verifications/${check.body.verification_id}/confirmation`;
  expect((await bank.call(path, { session, body: { code: '123456' } })).status).toBe(201);
}

let people = 60_000;
async function identified(): Promise<Person> {
  const person = await bank.newPerson();
  await bank.identify(person, { name: '何安然', id_number: testIdNumber(++people % 1_000) });
  return person;
}

describe('joining', () => {
  test('goes from step to step by what the bank knows', async () => {
    const person = await bank.newPerson();
    const way = [await next(person)];
    const note = async () => way.push(await next(person));
    for (const purpose of ['terms_of_use', 'personal_data'] as const) {
      await bank.agree(person, purpose);
      await note();
    }
    await skip(person, 'document');
    await note();
    const identity = { name: '何安然', id_number: testIdNumber(++people % 1_000) };
    await put(person, '/v1/me/identity', identity);
    await note();
    await linkCard(person);
    await note();
    await bank.agree(person, 'biometrics_voice', 'biometrics_face');
    await bank.checkVoice(person, 'enrol');
    await note();
    await bank.checkFace(person, 'enrol');
    await note();
    await put(person, '/v1/me/pin', { pin: TEST_PIN });
    await note();
    await skip(person, 'passkey');
    await note();
    await bank.call('/v1/accounts', { session: person, body: {} });
    await note();
    expect(way).toEqual([
      'consents',
      'consents',
      'document',
      'identity',
      'card',
      'voice',
      'face',
      'pin',
      'passkey',
      'account',
      null,
    ]);
  });

  test('goes on at the same place on another device, with what was put off', async () => {
    const person = await identified();
    for (const step of ['card', 'voice']) await skip(person, step);
    bank.clock.advance(61);
    const elsewhere = await bank.signIn(person.phone);
    const seen = await where(elsewhere);
    expect(seen).toEqual(await where(person));
    expect(seen.next).toBe('face');
    expect(stateOf(seen, 'card')).toBe('skipped');
  });

  test('doing later what was put off makes it done', async () => {
    const person = await identified();
    expect(stateOf((await skip(person, 'card')).body, 'card')).toBe('skipped');
    await linkCard(person);
    expect(stateOf(await where(person), 'card')).toBe('done');
    expect(stateOf((await skip(person, 'card')).body, 'card')).toBe('done');
  });

  test('what is taken back is open again', async () => {
    const person = await identified();
    await bank.agree(person, 'biometrics_voice');
    await bank.checkVoice(person, 'enrol');
    expect(stateOf(await where(person), 'voice')).toBe('done');
    await bank.call('/v1/consents/biometrics_voice', { method: 'DELETE', session: person });
    await bank.settle();
    expect(stateOf(await where(person), 'voice')).toBe('open');
  });

  test('a review that was asked for is waited for, and does not stop the way', async () => {
    const person = await identified();
    await skip(person, 'card');
    for (const kind of ['voice', 'face']) {
      const asked = await bank.call('/v1/me/reviews', { session: person, body: { kind } });
      expect(asked.status).toBe(201);
    }
    const joining = await where(person);
    expect([stateOf(joining, 'voice'), stateOf(joining, 'face'), joining.next]).toEqual([
      'waiting_for_review',
      'waiting_for_review',
      'pin',
    ]);
  });

  test('is nobody else’s business', async () => {
    const [one, other] = [await identified(), await identified()];
    await skip(one, 'card');
    expect(stateOf(await where(other), 'card')).toBe('open');
    expect((await bank.call('/v1/me/joining')).status).toBe(401);
    const body = { step: 'card' };
    expect((await bank.call('/v1/me/joining/skips', { body })).status).toBe(401);
  });

  test.each(['phone', 'consents', 'identity', 'pin', 'account', 'all', ''])(
    'there is no putting off %j',
    async (step) => {
      const person = await bank.newPerson();
      const before = await where(person);
      const reply = await skip(person, step);
      expect(reply).toMatchObject({ status: 400, body: { code: 'platform.invalid_request' } });
      expect(await where(person)).toEqual(before);
    },
  );
});
