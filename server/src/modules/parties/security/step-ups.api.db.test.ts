// Step-ups over the API: what a passkey or a face proves, for what, in which session, once.

import { uuidOf } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { auditOf } from '../../../platform/testing.ts';
import { checkedBank, type CheckedBank, type Person } from '../testing/checked-bank.ts';
import { stepUpsAt, wordOf } from './testing.ts';

const UNFREEZE = '/v1/me/unfreeze';

// Every PIN proof is an argon2 hash, and some tests prove many.
vi.setConfig({ testTimeout: 120_000 });

let bank: CheckedBank;
let at: ReturnType<typeof stepUpsAt>;
beforeAll(async () => {
  bank = await checkedBank(61_000);
  at = stepUpsAt(bank);
});
afterAll(async () => {
  const found = await bank.database.read((tx) => auditOf(tx, ['risk', 'passkeys', 'parties']));
  expect(found).toEqual({});
  await bank.close();
});

/** Somebody with a frozen account, which takes a step-up to end, and a passkey. */
async function frozen() {
  const person = await bank.newCustomer();
  const device = await at.addPasskey(person);
  const { status } = await at.post(person, '/v1/me/freeze', { reason: 'other' });
  expect(status).toBe(200);
  return { person, device };
}

const askedFor = async (person: Person): Promise<string> => at.idIn(await at.ask(person, UNFREEZE));

describe('a step-up', () => {
  test('says why it is asked for and how it can be answered', async () => {
    const { person } = await frozen();
    const refused = await at.ask(person, UNFREEZE);
    expect(refused).toMatchObject({
      status: 403,
      body: {
        code: 'parties.step_up_needed',
        money_moved: 'no',
        retryable: false,
        facts: { reasons: 'always', methods: 'passkey' },
      },
    });
    const shown = await bank.call(`/v1/me/step-ups/${at.idIn(refused)}`, { session: person });
    expect(shown.body).toMatchObject({
      action: 'unfreeze',
      reasons: ['always'],
      methods: ['passkey'],
    });
  });

  test('is answered by a passkey, and its token is good once', async () => {
    const { person, device } = await frozen();
    const given = await at.byPasskey(person, await askedFor(person), device);
    const token = String(given.body['token']);
    expect(given.status).toBe(201);
    expect(await at.ask(person, UNFREEZE, { token })).toMatchObject({
      status: 200,
      body: { frozen_at: null },
    });
    await at.post(person, '/v1/me/freeze', { reason: 'other' });
    expect(wordOf(await at.ask(person, UNFREEZE, { token }))).toBe('parties.step_up_invalid');
  });

  test('leaves the PIN proof good for the request that comes again', async () => {
    const { person, device } = await frozen();
    const proof = await bank.proofOf(person);
    const once = (token?: string) =>
      bank.call(UNFREEZE, {
        method: 'POST',
        session: person,
        proof,
        ...(token !== undefined && { headers: { 'sycee-step-up': token } }),
      });
    const given = await at.byPasskey(person, at.idIn(await once()), device);
    expect((await once(String(given.body['token']))).status).toBe(200);
    await at.post(person, '/v1/me/freeze', { reason: 'other' });
    expect(wordOf(await once())).toBe('platform.proof_invalid');
  });

  test('is answered by a face that was checked after it was asked for', async () => {
    const person = await bank.knownCustomer();
    await at.post(person, '/v1/me/freeze', { reason: 'other' });
    expect((await bank.checkFace(person, 'verify')).status).toBe(204);
    bank.clock.advance(1);
    const id = await askedFor(person);
    const path = `/v1/me/step-ups/${id}/answer`;
    expect(wordOf(await at.post(person, path, { method: 'face' }))).toBe(
      'parties.verification_needed',
    );
    const given = await at.byFace(person, id);
    expect(given.status).toBe(201);
    const token = String(given.body['token']);
    expect((await at.ask(person, UNFREEZE, { token })).status).toBe(200);
  });

  test('one check of a face proves one step-up', async () => {
    const person = await bank.knownCustomer();
    await at.post(person, '/v1/me/freeze', { reason: 'other' });
    const [first, second] = [await askedFor(person), await askedFor(person)];
    expect((await at.byFace(person, first)).status).toBe(201);
    const again = await at.post(person, `/v1/me/step-ups/${second}/answer`, { method: 'face' });
    expect(wordOf(again)).toBe('parties.verification_needed');
  });

  test('is not answered by a voice on a device of less than a week', async () => {
    const person = await bank.newCustomer();
    await bank.checkVoice(person, 'enrol', { proof: await bank.proofOf(person) });
    await at.post(person, '/v1/me/freeze', { reason: 'other' });
    const refused = await at.ask(person, UNFREEZE);
    expect(wordOf(refused)).toBe('parties.step_up_unavailable');
    bank.clock.advance(7 * 86_400);
    expect(at.idIn(await at.ask(person, UNFREEZE))).toMatch(/^step_/);
  });
});

describe('attacks on a step-up', () => {
  test('of somebody else, or in another session of the same person, is not found', async () => {
    const [{ person, device }, thief] = [await frozen(), await bank.newCustomer()];
    const id = await askedFor(person);
    bank.clock.advance(61);
    const elsewhere = { ...(await bank.signIn(person.phone)), phone: person.phone };
    for (const session of [thief, elsewhere]) {
      const paths = ['passkey-options', 'answer'].map((end) => `/v1/me/step-ups/${id}/${end}`);
      expect(wordOf(await at.post(session, paths[0] ?? ''))).toBe('parties.step_up_unknown');
      const answer = { method: 'face' };
      expect(wordOf(await at.post(session, paths[1] ?? '', answer))).toBe(
        'parties.step_up_unknown',
      );
    }
    const given = await at.byPasskey(person, id, device);
    const token = String(given.body['token']);
    expect(wordOf(await at.ask(elsewhere, UNFREEZE, { token }))).toBe('parties.step_up_invalid');
  });

  test("an assertion for one step-up is nothing for another, nor a stranger's", async () => {
    const { person, device } = await frozen();
    const [first, second] = [await askedFor(person), await askedFor(person)];
    const asked = await at.post(person, `/v1/me/step-ups/${first}/passkey-options`);
    const credential = device.get(asked.body['options'] as object);
    const answer = { method: 'passkey', challenge_id: asked.body['challenge_id'], credential };
    const path = (id: string) => `/v1/me/step-ups/${id}/answer`;
    expect(wordOf(await at.post(person, path(second), answer))).toBe('passkeys.challenge_gone');
    expect((await at.post(person, path(first), answer)).status).toBe(201);
    expect(wordOf(await at.post(person, path(first), answer))).toBe('parties.step_up_over');
    const { challenge_id: _, ...without } = answer;
    expect(wordOf(await at.post(person, path(second), without))).toBe('passkeys.challenge_gone');
  });

  test('five wrong answers end it', async () => {
    const { person, device } = await frozen();
    const id = await askedFor(person);
    for (let left = 4; left >= 0; left--) {
      const wrong = await at.byPasskey(person, id, device, { otherKey: true });
      expect(wrong).toMatchObject({
        status: 422,
        body: { code: 'parties.step_up_not_confirmed', facts: { tries_left: left } },
      });
    }
    expect(wordOf(await at.byPasskey(person, id, device))).toBe('parties.step_up_over');
  });

  test('a passkey whose count goes back is suspended and proves nothing more', async () => {
    const { person, device } = await frozen();
    const id = await askedFor(person);
    await at.byPasskey(person, id, device, { uses: 9 });
    const next = await askedFor(person);
    expect(wordOf(await at.byPasskey(person, next, device, { uses: 9 }))).toBe(
      'parties.step_up_not_confirmed',
    );
    expect(wordOf(await at.ask(person, UNFREEZE))).toBe('parties.step_up_unavailable');
  });

  test('is over after ten minutes, its token after five', async () => {
    const { person, device } = await frozen();
    const [old, id] = [await askedFor(person), await askedFor(person)];
    const given = await at.byPasskey(person, id, device);
    bank.clock.advance(300);
    const token = String(given.body['token']);
    expect(wordOf(await at.ask(person, UNFREEZE, { token }))).toBe('parties.step_up_invalid');
    bank.clock.advance(300);
    expect(wordOf(await at.byPasskey(person, old, device))).toBe('parties.step_up_over');
  });

  test('fifty in a day are enough', async () => {
    const { person } = await frozen();
    const ask = () => at.post(person, '/v1/me/step-ups', { action: 'pin_reset' });
    for (let asked = 0; asked < 50; asked++) expect((await ask()).status).toBe(201);
    expect(wordOf(await ask())).toBe('parties.step_up_limit_reached');
    expect(wordOf(await at.ask(person, UNFREEZE))).toBe('parties.step_up_limit_reached');
    bank.clock.advance(86_401);
    expect(await askedFor(person)).toMatch(/^step_/);
  });
});

describe('on a new device', () => {
  const elsewhere = async (person: Person): Promise<Person> => ({
    ...(await bank.signIn(person.phone)),
    phone: person.phone,
  });
  const START = '/v1/me/passkeys/registration-options';

  test('a session with the PIN cannot add or remove a passkey, or enrol a face', async () => {
    const person = await bank.newCustomer();
    const device = await at.addPasskey(person);
    const { body } = await bank.call('/v1/me/passkeys', { session: person });
    const [{ id: passkeyId = '' } = {}] = body['items'] as { id?: string }[];
    bank.clock.advance(61);
    const thief = await elsewhere(person);
    expect(wordOf(await at.ask(thief, START))).toBe('parties.step_up_needed');
    const gone = await at.ask(thief, `/v1/me/passkeys/${passkeyId}`, { method: 'DELETE' });
    expect(wordOf(gone)).toBe('parties.step_up_needed');
    const face = await bank.checkFace(thief, 'enrol', { proof: await bank.proofOf(thief) });
    expect(wordOf(face)).toBe('parties.step_up_needed');

    const given = await at.byPasskey(thief, at.idIn(await at.ask(thief, START)), device);
    const token = String(given.body['token']);
    expect((await at.ask(thief, START, { token })).status).toBe(201);
    bank.clock.advance(86_400);
    expect((await at.ask(thief, START)).status).toBe(201);
  });

  test('who has no way yet may add one by the PIN, which counts a day later', async () => {
    const person = await bank.newCustomer();
    bank.clock.advance(61);
    const here = await elsewhere(person);
    await at.addPasskey(here);
    await at.post(here, '/v1/me/freeze', { reason: 'lost_device' });
    const refused = await at.ask(here, UNFREEZE);
    expect(wordOf(refused)).toBe('parties.step_up_unavailable');
    expect(refused.body['facts']).toHaveProperty('retry_at');
    bank.clock.advance(86_400);
    expect(wordOf(await at.ask(here, UNFREEZE))).toBe('parties.step_up_needed');
  });

  test('where the customer has joined, the PIN is enough', async () => {
    const person = await bank.newCustomer();
    await at.addPasskey(person);
    expect((await at.ask(person, START)).status).toBe(201);
  });
});

test('every decision is kept with its reasons', async () => {
  const { person, device } = await frozen();
  const given = await at.byPasskey(person, await askedFor(person), device);
  await at.ask(person, UNFREEZE, { token: String(given.body['token']) });
  const me = await bank.call('/v1/me', { session: person });
  const { rows } = await bank.pool.query(
    `select d.action, d.level, d.outcome, d.reasons, s.proven_by
       from risk.decisions d left join risk.step_ups s on s.id = d.step_up_id
      where d.subject = $1`,
    [uuidOf(String(me.body['id']))],
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { action: 'passkey_add', level: 'low', outcome: 'allowed', reasons: [], proven_by: null },
      {
        action: 'unfreeze',
        level: 'raised',
        outcome: 'allowed',
        reasons: ['always'],
        proven_by: 'passkey',
      },
      {
        action: 'unfreeze',
        level: 'raised',
        outcome: 'step_up',
        reasons: ['always'],
        proven_by: 'passkey',
      },
    ]),
  );
});

test('a forgotten PIN is replaced on a passkey and a code', async () => {
  const person = await bank.newCustomer();
  const device = await at.addPasskey(person);
  const started = await at.post(person, '/v1/me/step-ups', { action: 'pin_reset' });
  expect(started).toMatchObject({ status: 201, body: { action: 'pin_reset' } });
  const given = await at.byPasskey(person, String(started.body['id']), device);
  const headers = { 'sycee-step-up': String(given.body['token']) };
  bank.clock.advance(61);
  await bank.call('/v1/phone-codes', { body: { phone: person.phone, purpose: 'pin_reset' } });
  await bank.settle();
  const sms = bank.messages.findLast(({ to }) => to === person.phone)?.text ?? '';
  const code = /\d{6}/.exec(sms)?.[0] ?? '';
  const body = { code, new_pin: '739164' };
  const bare = await bank.call('/v1/me/pin-resets', { session: person, body });
  expect(wordOf(bare)).toBe('parties.verification_needed');
  const wrong = { session: person, body, headers: { 'sycee-step-up': 'guess' } };
  expect(wordOf(await bank.call('/v1/me/pin-resets', wrong))).toBe('parties.step_up_invalid');
  const reset = await bank.call('/v1/me/pin-resets', { session: person, body, headers });
  expect(reset.status).toBe(204);
  expect(await bank.proofOf(person, '739164')).toMatch(/.{20}/);
  const again = { session: person, body, headers };
  expect(wordOf(await bank.call('/v1/me/pin-resets', again))).toBe('parties.step_up_invalid');
});
