// Passkeys over the API: added with the PIN, never with a session alone.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteOf } from '#passkeys';
import { authenticator, type Lie } from '../../passkeys/testing/authenticator.ts';
import { checkedBank, type CheckedBank, type Person } from '../testing/checked-bank.ts';

const ORIGIN = 'http://localhost:8080';

let bank: CheckedBank;
beforeAll(async () => {
  bank = await checkedBank(60_000);
});
afterAll(() => bank.close());

async function begin(person: Person) {
  const proof = await bank.proofOf(person);
  const path = '/v1/me/passkeys/registration-options';
  return bank.call(path, { method: 'POST', session: person, proof });
}

async function add(person: Person, lie: Lie = {}, device = authenticator(ORIGIN)) {
  const { body } = await begin(person);
  const credential = device.create(body['options'] as object, lie);
  const asked = { challenge_id: body['challenge_id'], name: 'My phone', credential };
  return { ...(await bank.call('/v1/me/passkeys', { session: person, body: asked })), asked };
}

const list = async (person: Person): Promise<unknown[]> =>
  (await bank.call('/v1/me/passkeys', { session: person })).body['items'] as unknown[];

test('the site is where people reach the bank', () => {
  expect(siteOf('https://bank.example:8443', 'Sycee')).toEqual({
    rpId: 'bank.example',
    name: 'Sycee',
    origins: ['https://bank.example:8443'],
  });
});

describe('a passkey', () => {
  test('is added with the PIN, listed, and removed with the PIN', async () => {
    const person = await bank.newCustomer();
    const { status, body } = await add(person);
    expect([status, body['name']]).toEqual([201, 'My phone']);
    expect(await list(person)).toEqual([body]);
    const path = `/v1/me/passkeys/${String(body['id'])}`;
    const without = await bank.call(path, { method: 'DELETE', session: person });
    expect(without.body['code']).toBe('platform.proof_required');
    const proof = await bank.proofOf(person);
    const removed = await bank.call(path, { method: 'DELETE', session: person, proof });
    expect(removed.status).toBe(204);
    expect(await list(person)).toEqual([]);
  });

  test('shows the phone masked, and nothing else of the person', async () => {
    const person = await bank.newCustomer();
    const { body } = await begin(person);
    const { user } = body['options'] as { user: { id: string; name: string } };
    expect(user.name).toMatch(/^138\*{4}\d{4}$/);
    expect(Buffer.from(user.id, 'base64url')).toHaveLength(32);
  });

  test('cannot be asked for with a stolen session alone', async () => {
    const person = await bank.newCustomer();
    const path = '/v1/me/passkeys/registration-options';
    const bare = await bank.call(path, { method: 'POST', session: person });
    expect(bare.body['code']).toBe('platform.proof_required');
    const guess = { method: 'POST', session: person, proof: 'guessed' } as const;
    expect((await bank.call(path, guess)).body['code']).toBe('platform.proof_invalid');
  });

  test.each<[string, Lie]>([
    ['another website', { origin: 'https://sycee-bank.evil.example' }],
    ['a device that was not unlocked', { verified: false }],
    ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ])('of %s is not accepted, and the reason is not told', async (_, lie) => {
    const person = await bank.newCustomer();
    const { status, body } = await add(person, lie);
    expect([status, body['code']]).toEqual([422, 'passkeys.not_accepted']);
    expect(body['facts']).toBeUndefined();
    expect(await list(person)).toEqual([]);
  });

  test('is not added by the answer to a used challenge, or one of somebody else', async () => {
    const [person, thief] = [await bank.newCustomer(), await bank.newCustomer()];
    const { asked } = await add(person);
    for (const session of [person, thief]) {
      const again = await bank.call('/v1/me/passkeys', { session, body: asked });
      expect([again.status, again.body['code']]).toEqual([409, 'passkeys.challenge_gone']);
    }
  });

  test('of somebody else is not found, and not removed', async () => {
    const [person, thief] = [await bank.newCustomer(), await bank.newCustomer()];
    const { body } = await add(person);
    const proof = await bank.proofOf(thief);
    const path = `/v1/me/passkeys/${String(body['id'])}`;
    const gone = await bank.call(path, { method: 'DELETE', session: thief, proof });
    expect([gone.status, gone.body['code']]).toEqual([404, 'passkeys.not_found']);
    expect(await list(person)).toHaveLength(1);
  });

  test('is added once', async () => {
    const [person, other] = [await bank.newCustomer(), await bank.newCustomer()];
    const device = authenticator(ORIGIN);
    await add(person, {}, device);
    const { status, body } = await add(other, {}, device);
    expect([status, body['code']]).toEqual([409, 'passkeys.already_known']);
  });

  test('number eleven is one too many', async () => {
    const person = await bank.newCustomer();
    for (let count = 0; count < 10; count++) expect((await add(person)).status).toBe(201);
    const { status, body } = await begin(person);
    expect([status, body['code']]).toEqual([409, 'passkeys.limit_reached']);
  });

  test('stands in the copy of everything the bank holds', async () => {
    const person = await bank.newCustomer();
    const { body } = await add(person);
    const proof = await bank.proofOf(person);
    const copy = await bank.call('/v1/me/exports', { method: 'POST', session: person, proof });
    expect(JSON.stringify(copy.body)).toContain(String(body['id']));
  });
});
