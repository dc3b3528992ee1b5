// Faces and voices from outside: who may enrol, what is counted, and what a stolen
// session is worth.

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { uuidOf } from '@sycee/kit';
import { auditOf } from '../../platform/testing.ts';
import { checkedBank, type CheckedBank, type Person } from './testing/checked-bank.ts';

let bank: CheckedBank;
beforeAll(async () => {
  bank = await checkedBank(40_000);
});
afterAll(() => bank.close());
afterEach(async () => {
  const rooms = ['biometrics', 'consents', 'parties'] as const;
  expect(await bank.database.read((tx) => auditOf(tx, [...rooms]))).toEqual({});
});

const OK = { status: 204 };
const PROOF_NEEDED = { status: 403, body: { code: 'parties.enrolment_proof_needed' } };
const STEP_UP_NEEDED = { status: 403, body: { code: 'parties.step_up_needed' } };
const STRANGER = { person: 2 };

const show = async (session: Person) => (await bank.call('/v1/me/biometrics', { session })).body;
const kindsOf = async (session: Person) =>
  ((await show(session))['items'] as { kind: string }[]).map(({ kind }) => kind);

describe('enrolling', () => {
  test('needs the consent of its kind, for the answer too', async () => {
    const person = await bank.newPerson();
    const refused = { status: 403, body: { code: 'consents.needed' } };
    expect(await bank.begin(person, 'face', 'enrol')).toMatchObject(refused);
    await bank.agree(person, 'biometrics_face');
    expect(await bank.begin(person, 'voice', 'enrol')).toMatchObject(refused);
    const begun = await bank.begin(person, 'face', 'enrol');
    await bank.call('/v1/consents/biometrics_face', { method: 'DELETE', session: person });
    expect(await bank.answer(person, String(begun.body['challenge_id']))).toMatchObject(refused);
  });

  test('is free for whoever has nothing to protect yet, once for each kind', async () => {
    const person = await bank.newPerson();
    await bank.agree(person, 'biometrics_face', 'biometrics_voice');
    expect(await show(person)).toEqual({ items: [], enrolment_needs_proof: false });
    expect(await bank.checkFace(person, 'enrol')).toMatchObject(OK);
    expect(await bank.checkFace(person, 'enrol', STRANGER)).toMatchObject(PROOF_NEEDED);
    expect(await show(person)).toMatchObject({ enrolment_needs_proof: false });
    expect(await bank.checkVoice(person, 'enrol')).toMatchObject(OK);
    expect(await bank.checkVoice(person, 'enrol')).toMatchObject(PROOF_NEEDED);
    expect(await kindsOf(person)).toHaveLength(2);
  });

  test('a stolen session enrols nothing, the first time neither', async () => {
    const person = await bank.newCustomer();
    expect(await bank.checkFace(person, 'enrol')).toMatchObject(PROOF_NEEDED);
    const guessed = { proof: 'a-guess' };
    expect(await bank.checkFace(person, 'enrol', guessed)).toMatchObject(PROOF_NEEDED);
    expect(await kindsOf(person)).toEqual([]);
    const proof = await bank.proofOf(person);
    expect(await bank.checkFace(person, 'enrol', { proof })).toMatchObject(OK);
    expect(await bank.checkVoice(person, 'enrol', { proof })).toMatchObject(PROOF_NEEDED);
    expect(await kindsOf(person)).toEqual(['face']);
  });

  test('a poor picture costs no proof', async () => {
    const person = await bank.newCustomer();
    const proof = await bank.proofOf(person);
    const dark = await bank.checkFace(person, 'enrol', { proof, all: { light: 5 } });
    expect(dark).toMatchObject({ status: 422, body: { code: 'biometrics.light_poor' } });
    expect(await bank.checkFace(person, 'enrol', { proof })).toMatchObject(OK);
  });

  test('a verification allows one more enrolment, in its own session', async () => {
    const person = await bank.knownCustomer();
    bank.clock.advance(60);
    const thief = { ...(await bank.signIn(person.phone)), phone: person.phone };
    expect(await bank.checkFace(person, 'verify')).toMatchObject(OK);
    expect(await bank.checkFace(thief, 'enrol', STRANGER)).toMatchObject(STEP_UP_NEEDED);
    expect(await bank.checkFace(person, 'enrol')).toMatchObject(OK);
    expect(await bank.checkFace(person, 'enrol')).toMatchObject(PROOF_NEEDED);
  });
});

describe('a check', () => {
  test('of a face says nothing but no, and is counted', async () => {
    const person = await bank.knownCustomer();
    for (let time = 0; time < 5; time++) {
      const reply = await bank.checkFace(person, 'verify', STRANGER);
      expect(reply).toMatchObject({ status: 422, body: { code: 'biometrics.not_confirmed' } });
      expect(JSON.stringify(reply.body)).not.toMatch(/score|similar|threshold/);
    }
    const waiting = await bank.checkFace(person, 'verify');
    expect(waiting).toMatchObject({ status: 429, body: { code: 'biometrics.wait' } });
    bank.clock.advance(30);
    expect(await bank.checkFace(person, 'verify')).toMatchObject(OK);
  });

  test('of a voice goes its own way', async () => {
    const person = await bank.newCustomer();
    const proof = await bank.proofOf(person);
    expect(await bank.checkVoice(person, 'enrol', { proof })).toMatchObject(OK);
    expect(await bank.checkVoice(person, 'verify')).toMatchObject(OK);
    const other = await bank.checkVoice(person, 'verify', { alike: 0 });
    expect(other).toMatchObject({ status: 422, body: { code: 'biometrics.not_confirmed' } });
    expect(await kindsOf(person)).toEqual(['voice']);
  });

  test('belongs to the session that began it, and is answered once', async () => {
    const person = await bank.knownCustomer();
    bank.clock.advance(60);
    const elsewhere = await bank.signIn(person.phone);
    const { body } = await bank.begin(person, 'face', 'verify');
    const [id, prompts] = [String(body['challenge_id']), body['prompts'] as 'look_up'[]];
    bank.clock.advance(10);
    const unknown = { status: 404, body: { code: 'biometrics.challenge_unknown' } };
    expect(await bank.answer(elsewhere, id, { prompts })).toMatchObject(unknown);
    expect(await bank.answer(await bank.newCustomer(), id, { prompts })).toMatchObject(unknown);
    expect(await bank.answer(person, id, { prompts })).toMatchObject(OK);
    const again = await bank.answer(person, id, { prompts });
    expect(again).toMatchObject({ status: 409, body: { code: 'biometrics.challenge_used' } });
  });

  test('takes frames only, and as many as it may', async () => {
    const person = await bank.knownCustomer();
    const { body } = await bank.begin(person, 'face', 'verify');
    const path = `/v1/me/face-challenges/${String(body['challenge_id'])}/answer`;
    const send = (frames: object[]) => bank.call(path, { session: person, body: { frames } });
    const broken = Array.from({ length: 5 }, (_, at) => ({ at_ms: at * 600, jpeg: 'AAAA' }));
    const invalid = { status: 400, body: { code: 'biometrics.frames_invalid' } };
    expect(await send(broken)).toMatchObject(invalid);
    expect((await send(broken.slice(0, 1))).body['code']).toBe('platform.invalid_request');
  });
});

describe('what is enrolled', () => {
  test('is shown with its day, never what it is known by', async () => {
    const person = await bank.knownCustomer();
    const shown = await show(person);
    expect(shown).toEqual({
      items: [{ kind: 'face', enrolled_at: expect.stringMatching(/^\d{4}-.*Z$/) }],
      enrolment_needs_proof: true,
    });
  });

  test('is deleted with the PIN, and whoever was shut out may come back', async () => {
    const person = await bank.knownCustomer();
    const path = '/v1/me/biometrics/face';
    const bare = await bank.call(path, { method: 'DELETE', session: person });
    expect(bare.body['code']).toBe('platform.proof_required');
    for (let time = 0; time < 5; time++) await bank.checkFace(person, 'verify', STRANGER);
    const proof = await bank.proofOf(person);
    expect(await bank.call(path, { method: 'DELETE', session: person, proof })).toMatchObject(OK);
    expect(await kindsOf(person)).toEqual([]);
    const another = await bank.proofOf(person);
    expect(await bank.checkFace(person, 'enrol', { proof: another })).toMatchObject(OK);
  });

  test('goes with the consent', async () => {
    const person = await bank.knownCustomer();
    await bank.call('/v1/consents/biometrics_face', { method: 'DELETE', session: person });
    await bank.settle();
    expect(await kindsOf(person)).toEqual([]);
  });

  test('is told to every device of the person', async () => {
    const person = await bank.knownCustomer();
    const { partyId } = await bank.agree(person);
    const { rows } = await bank.pool.query(
      `select payload from platform.outbox_events
       where topic = 'parties.biometrics_changed' and key = $1`,
      [partyId],
    );
    expect(rows).toEqual([{ payload: { kind: 'face', state: 'enrolled' } }]);
    const kept = await bank.pool.query(
      'select template_sealed from biometrics.templates where subject = $1',
      [uuidOf(partyId)],
    );
    expect(JSON.stringify(kept.rows)).not.toContain('enrolled":[');
  });
});
