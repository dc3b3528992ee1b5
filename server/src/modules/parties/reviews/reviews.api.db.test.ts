// Reviews from outside: the customer asks, two of the staff decide over their own routes, and the
// person is known to have been there without having shown a face to a machine.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { presenceOf } from '#parties';
import type { SignedIn } from '../../../platform/testing/call.ts';
import { asOwner } from '../../../platform/testing/as-owner.ts';
import { testBank, type TestBank } from '../../../testing.ts';
import { newMember, type TestMember } from '../../staff/testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../testing.ts';

type Kind = 'face' | 'voice' | 'identity_document';
type Review = { id: `case_${string}`; kind: Kind; state: string; note: string | null };

let bank: TestBank;
let alice: TestMember;
let bob: TestMember;
beforeAll(async () => {
  bank = await testBank();
  alice = await newMember(bank, 'Alice');
  bob = await newMember(bank, 'Bob');
});
afterAll(() => bank.close());

let people = 0;
const newSession = () => bank.signIn(testPhone(4_000 + ++people));
async function newPerson(): Promise<SignedIn> {
  const session = await newSession();
  await bank.identify(session, { name: '林小雨', id_number: testIdNumber(people, '19850101') });
  return session;
}
const ask = (session: SignedIn, kind: Kind = 'face', note?: string) =>
  bank.call<Review>('/v1/me/reviews', { session, body: { kind, ...(note && { note }) } });
const reviewsOf = async (session: SignedIn) =>
  (await bank.call<{ items: Review[] }>('/v1/me/reviews', { session })).body.items;
const staff = <Body = Record<string, unknown>>(who: TestMember, path: string, body?: object) =>
  bank.call<Body>(`/v1/staff/cases/${path}`, {
    headers: { authorization: `Bearer ${who.key}` },
    ...(body && { body }),
  });
async function decide(id: string, outcome: 'approved' | 'rejected'): Promise<void> {
  const reason = 'spoke by video, compared with the document';
  const { body } = await staff<{ proposal: { id: string } }>(alice, `${id}/proposal`, {
    outcome,
    reason,
  });
  const answer = { proposal_id: body.proposal.id, agrees: true };
  expect((await staff(bob, `${id}/decision`, answer)).status).toBe(200);
  await bank.settle();
}
async function presence(session: SignedIn) {
  const { body } = await bank.call<{ id: `party_${string}` }>('/v1/me', { session });
  return bank.database.read((tx) => presenceOf(tx, body.id));
}
function expectRefusal(reply: { status: number; body: object }, status: number, code: string) {
  expect(reply).toMatchObject({ status, body: { code, money_moved: 'no' } });
}

describe('a review of the face', () => {
  test('that two of the staff approve is as good as a face', async () => {
    const session = await newPerson();
    const asked = await ask(session, 'face', ' I am blind, please call. ');
    expect(asked).toMatchObject({
      status: 201,
      body: { kind: 'face', state: 'waiting', note: 'I am blind, please call.', decided_at: null },
    });
    expect(await presence(session)).toBeUndefined();
    const seen = await staff<{ evidence: { name: string; value: string }[] }>(bob, asked.body.id);
    expect(Object.fromEntries(seen.body.evidence.map(({ name, value }) => [name, value]))).toEqual(
      expect.objectContaining({ name: '林小雨', note: 'I am blind, please call.' }),
    );
    await decide(asked.body.id, 'approved');
    expect(await reviewsOf(session)).toMatchObject([{ id: asked.body.id, state: 'approved' }]);
    expect(await presence(session)).toMatchObject({ by: 'review' });
    expectRefusal(await ask(session), 409, 'parties.review_not_needed');
  });

  test('that they reject is not, and can be asked for again, so often', async () => {
    const session = await newPerson();
    for (let time = 0; time < 3; time++) {
      await decide((await ask(session)).body.id, 'rejected');
    }
    expect(await presence(session)).toBeUndefined();
    expectRefusal(await ask(session), 429, 'parties.review_limit_reached');
    expect((await ask(session, 'voice')).status).toBe(201);
    bank.clock.advance(7 * 86_400);
    expect((await ask(session)).status).toBe(201);
  });

  test('of the voice or the document does not stand for the face', async () => {
    const session = await newPerson();
    await decide((await ask(session, 'voice')).body.id, 'approved');
    await decide((await ask(session, 'identity_document')).body.id, 'approved');
    expect(await presence(session)).toBeUndefined();
    expectRefusal(await ask(session, 'voice'), 409, 'parties.review_not_needed');
  });

  test('is asked for once at a time, by somebody who has said who they are', async () => {
    expectRefusal(await ask(await newSession()), 409, 'parties.identity_needed');
    const session = await newPerson();
    const both = await Promise.all([ask(session), ask(session)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expectRefusal(await ask(session), 409, 'parties.review_waiting');
    expect((await bank.call('/v1/me/reviews', { body: { kind: 'face' } })).status).toBe(401);
    expect((await ask(session, 'name_correction' as Kind)).status).toBe(400);
  });

  test("is not another person's to see", async () => {
    const [mine, other] = [await newPerson(), await newPerson()];
    await ask(mine, 'face', 'my secret note');
    expect(await reviewsOf(other)).toEqual([]);
    const kept = await asOwner<{ text: string }>(
      bank.url,
      `select string_agg(r::text, ' ') || (select string_agg(c::text, ' ') from staff.cases c)
         as text from parties.reviews r`,
    );
    expect(kept[0]?.text).not.toContain('my secret note');
  });

  test('is withdrawn when the person leaves, and nobody decides it any more', async () => {
    const session = await newPerson();
    const put = { method: 'PUT', session, body: { pin: TEST_PIN } } as const;
    await bank.call('/v1/me/pin', put);
    const { body: asked } = await ask(session, 'face', 'a note');
    const prove = async () =>
      String(
        (await bank.call('/v1/pin-proofs', { session, body: { pin: TEST_PIN } })).body['proof'],
      );
    const file = await bank.call('/v1/me/exports', {
      method: 'POST',
      session,
      proof: await prove(),
    });
    expect(JSON.stringify(file.body)).toContain('a note');
    const left = await bank.call('/v1/me', { method: 'DELETE', session, proof: await prove() });
    expect(left.status).toBe(200);
    const proposal = { outcome: 'approved', reason: 'too late now' };
    expectRefusal(await staff(alice, `${asked.id}/proposal`, proposal), 409, 'staff.case_moved_on');
    expect((await staff(alice, asked.id)).body).toMatchObject({ evidence: [] });
  });
});

describe("an attacker with a customer's session", () => {
  test('reaches no route of the staff', async () => {
    const session = await newPerson();
    const { body: asked } = await ask(session);
    for (const path of ['', `/${asked.id}`, `/${asked.id}/pictures/front`]) {
      const reply = await bank.call(`/v1/staff/cases${path}`, { session });
      expectRefusal(reply, 401, 'platform.staff_key_unknown');
    }
    const proposal = { outcome: 'approved', reason: 'I am who I am' };
    const reply = await bank.call(`/v1/staff/cases/${asked.id}/proposal`, {
      session,
      body: proposal,
    });
    expectRefusal(reply, 401, 'platform.staff_key_unknown');
  });

  test("gets nothing with a key of the staff on a customer's route", async () => {
    const headers = { authorization: `Bearer ${alice.key}`, 'sycee-device': 'device' };
    expect((await bank.call('/v1/me', { headers })).status).toBe(401);
  });
});
