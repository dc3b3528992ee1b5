// The photographed id document from outside: what is kept, what is suggested, every refusal, and
// files that were made to harm.

import { parseBusinessDate } from '@sycee/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asOwner } from '../../../platform/testing/as-owner.ts';
import type { SignedIn } from '../../../platform/testing/call.ts';
import { testBank, type TestBank } from '../../../testing.ts';
import { newMember, type TestMember } from '../../staff/testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../testing.ts';
import type { DocumentReader, Reading } from './document-reader.ts';
import { forgetAbandonedJob } from './holder.ts';
import { cardJpeg } from './testing/card-picture.ts';

type Document = {
  id: string;
  has_back: boolean;
  reading: string;
  suggestions: { name: string | null; id_number: string | null; valid_until: string | null };
};

const JPEG = cardJpeg();
const NUMBER = testIdNumber(7, '19810102');
const READ: Reading = { name: '林小雨', idNumber: NUMBER, validUntil: '2036-01-01' };
const DAY = 86_400;

let bank: TestBank;
let says: Awaited<ReturnType<DocumentReader>>;
let shown: { front: Uint8Array; back: Uint8Array | null }[];
beforeAll(async () => {
  bank = await testBank({
    documentReader: async (pictures) => {
      shown.push(pictures);
      return says;
    },
  });
});
afterAll(() => bank.close());
beforeEach(() => {
  says = READ;
  shown = [];
});

let people = 0;
async function newSession(): Promise<SignedIn> {
  const session = await bank.signIn(testPhone(6_000 + ++people));
  await bank.agree(session);
  return session;
}
async function newPerson(): Promise<SignedIn> {
  const session = await newSession();
  await bank.identify(session, { name: '林小雨', id_number: testIdNumber(people, '19810103') });
  return session;
}
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const send = (session: SignedIn | undefined, front: Uint8Array | string, back?: Uint8Array) =>
  bank.call<Document>('/v1/me/id-document', {
    method: 'PUT',
    ...(session && { session }),
    body: {
      front: typeof front === 'string' ? front : base64(front),
      ...(back && { back: base64(back) }),
    },
  });
const show = async (session: SignedIn) =>
  (await bank.call<{ document: Document | null }>('/v1/me/id-document', { session })).body.document;
const forget = (session: SignedIn) =>
  bank.call('/v1/me/id-document', { method: 'DELETE', session });

function expectRefusal(reply: { status: number; body: object }, status: number, code: string) {
  expect(reply).toMatchObject({ status, body: { code, money_moved: 'no' } });
}

describe('a photographed id document', () => {
  test('is read, and what was read is there again on another device', async () => {
    const session = await newSession();
    const taken = await send(session, JPEG, JPEG);
    expect(taken).toMatchObject({
      status: 200,
      body: {
        has_back: true,
        reading: 'read',
        suggestions: { name: '林小雨', id_number: NUMBER, valid_until: '2036-01-01' },
      },
    });
    expect(await show(session)).toEqual(taken.body);
    const way = await bank.call<{ steps: object[] }>('/v1/me/joining', { session });
    expect(way.body.steps).toContainEqual({ step: 'document', state: 'done', optional: true });
    expect(shown[0]?.back).not.toBeNull();
  });

  test.each(['unreadable', 'unavailable'] as const)('that is %s stops nobody', async (word) => {
    says = word;
    const session = await newSession();
    expect((await send(session, JPEG)).body).toMatchObject({
      reading: word,
      has_back: false,
      suggestions: { name: null, id_number: null, valid_until: null },
    });
    expect(
      (
        await bank.identify(session, {
          name: '林小雨',
          id_number: testIdNumber(people, '19811231'),
        })
      ).status,
    ).toBe(200);
  });

  test('whose reader lies suggests nothing that cannot be', async () => {
    says = { name: 'DROP TABLE 1', idNumber: '110101199003070071', validUntil: '2036-13-01' };
    const { body } = await send(await newSession(), JPEG);
    expect(body.suggestions).toEqual({ name: null, id_number: null, valid_until: null });
  });

  test('can be taken again, and deleted while no identity stands on it', async () => {
    const session = await newSession();
    const first = await send(session, JPEG);
    const second = await send(session, JPEG);
    expect(second.body.id).not.toBe(first.body.id);
    expect((await show(session))?.id).toBe(second.body.id);
    expect((await forget(session)).status).toBe(204);
    expect(await show(session)).toBeNull();
    const person = await newPerson();
    await send(person, JPEG);
    expectRefusal(await forget(person), 409, 'parties.id_document_kept');
  });

  test("is nobody else's, and nobody's without a session", async () => {
    const [mine, other] = [await newSession(), await newSession()];
    await send(mine, JPEG);
    expect(await show(other)).toBeNull();
    expect((await send(undefined, JPEG)).status).toBe(401);
  });

  test('needs the consent that it is kept by', async () => {
    const session = await bank.signIn(testPhone(6_000 + ++people));
    const refused = await send(session, JPEG);
    expect(refused.body).toMatchObject({ code: 'consents.needed' });
    expect(shown).toEqual([]);
  });
});

describe('a picture that cannot be used', () => {
  test.each<[string, Uint8Array | string, string]>([
    ['blurred', cardJpeg({ blurPx: 12 }), 'parties.picture_blurred'],
    ['dark', cardJpeg({ light: 0.15 }), 'parties.picture_too_dark'],
    ['washed out', cardJpeg({ haze: 210 }), 'parties.picture_too_bright'],
    ['small', cardJpeg({ width: 320, height: 200 }), 'parties.picture_too_small'],
    ['wide', cardJpeg({ width: 3_000, height: 400 }), 'parties.picture_too_large'],
    ['heavy', base64(new Uint8Array(1_600_000)), 'parties.picture_too_large'],
    ['cut off', JPEG.slice(0, 900), 'parties.picture_not_jpeg'],
    [
      'a PNG',
      base64(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      'parties.picture_not_jpeg',
    ],
  ])('because it is %s is refused in words that help', async (_, picture, code) => {
    const session = await newSession();
    const reply = await send(session, picture);
    expectRefusal(reply, 422, code);
    expect(reply.body).toMatchObject({ param: '/front' });
    expect([await show(session), shown]).toEqual([null, []]);
  });

  test('is named: the back is not the front', async () => {
    const reply = await send(await newSession(), JPEG, cardJpeg({ blurPx: 12 }));
    expect(reply.body).toMatchObject({ code: 'parties.picture_blurred', param: '/back' });
  });

  test.each([
    ['no base64', 'not base64 at all!', 400],
    ['a body that never ends', 'A'.repeat(9_000_000), 413],
  ])('because it is %s does not get far', async (_, front, status) => {
    expect((await send(await newSession(), front)).status).toBe(status);
  });
});

describe('a file made to harm', () => {
  const SECRET = 'GPS 39.9042N 116.4074E <script>steal()</script>';
  const segment = (marker: number, text: string) => {
    const bytes = Buffer.from(text);
    return Buffer.concat([Buffer.from([0xff, marker, 0, bytes.length + 2]), bytes]);
  };

  test('that is a picture and something else at once is kept as a picture only', async () => {
    const two = Buffer.concat([
      JPEG.subarray(0, 2),
      segment(0xe1, `Exif\0\0${SECRET}`),
      segment(0xfe, SECRET),
      JPEG.subarray(2),
      Buffer.from(`PK\u0003\u0004${SECRET}`),
    ]);
    expect((await send(await newSession(), two)).status).toBe(200);
    const kept = Buffer.from(shown[0]?.front ?? []);
    expect(kept.subarray(0, 3).toString('hex')).toBe('ffd8ff');
    for (const part of ['Exif', 'GPS', 'script', 'PK\u0003'])
      expect(kept.includes(part)).toBe(false);
  });

  test('that would unfold into gigabytes is not unfolded', async () => {
    const bomb = Buffer.from(JPEG);
    const at = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(65_500, at + 5);
    bomb.writeUInt16BE(65_500, at + 7);
    expectRefusal(await send(await newSession(), bomb), 422, 'parties.picture_too_large');
  });

  test('that says a size it does not have harms nobody, and the next is read', async () => {
    const liar = Buffer.from(JPEG);
    const at = liar.indexOf(Buffer.from([0xff, 0xc0]));
    liar.writeUInt16BE(2_600, at + 5);
    liar.writeUInt16BE(2_600, at + 7);
    expect((await send(await newSession(), liar)).status).toBe(422);
    expect((await send(await newSession(), JPEG)).status).toBe(200);
  });
});

describe('what is kept', () => {
  let alice: TestMember;
  let bob: TestMember;
  beforeAll(async () => {
    alice = await newMember(bank, 'Alice');
    bob = await newMember(bank, 'Bob');
  });
  const staff = (who: TestMember, path: string, body?: object) =>
    bank.call<{ proposal: { id: string } }>(`/v1/staff/cases/${path}`, {
      headers: { authorization: `Bearer ${who.key}` },
      ...(body && { body }),
    });
  const proof = async (session: SignedIn) =>
    String((await bank.call('/v1/pin-proofs', { session, body: { pin: TEST_PIN } })).body['proof']);
  const rows = (): Promise<{ text: string }[]> =>
    asOwner(bank.url, `select d::text as text from parties.id_documents d`);

  test('is encrypted: neither the picture nor the name can be read from the table', async () => {
    await send(await newSession(), JPEG);
    const all = (await rows()).map(({ text }) => text).join();
    expect(all).not.toContain('ffd8ff');
    expect(all).not.toContain('林小雨');
    expect(all).not.toContain(NUMBER);
  });

  test('is shown to the staff with a case, and fixed once two of them approved it', async () => {
    const session = await newPerson();
    await send(session, JPEG);
    const asked = await bank.call<{ id: string }>('/v1/me/reviews', {
      session,
      body: { kind: 'identity_document' },
    });
    const { id } = asked.body;
    const seen = await staff(alice, id);
    expect(seen.body).toMatchObject({ pictures: ['front'] });
    expect(JSON.stringify(seen.body)).toContain(NUMBER);
    const picture = await staff(alice, `${id}/pictures/front`);
    expect(picture).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expectRefusal(await staff(alice, `${id}/pictures/back`), 404, 'staff.picture_not_found');
    const reason = 'the same name and number';
    const { body } = await staff(alice, `${id}/proposal`, { outcome: 'approved', reason });
    await staff(bob, `${id}/decision`, { proposal_id: body.proposal.id, agrees: true });
    await bank.settle();
    expectRefusal(await send(session, JPEG), 409, 'parties.id_document_kept');
  });

  test('is in the export, stays ten years after leaving, and is then gone', async () => {
    const session = await newPerson();
    await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
    const { body: taken } = await send(session, JPEG);
    const file = await bank.call('/v1/me/exports', {
      method: 'POST',
      session,
      proof: await proof(session),
    });
    const { sections } = file.body as { sections: Record<string, { id_document: object }> };
    expect(sections['id_document']?.id_document).toMatchObject({
      front_jpeg: base64(shown[0]?.front ?? new Uint8Array()),
      back_jpeg: null,
    });
    const left = await bank.call('/v1/me', {
      method: 'DELETE',
      session,
      proof: await proof(session),
    });
    expect(JSON.stringify(left.body)).toContain('copy of your id document');
    const kept = () =>
      asOwner(
        bank.url,
        `select from parties.id_documents d join
      parties.parties p on p.id = d.party_id where p.closed_at is not null`,
      );
    expect(taken.id).toMatch(/^doc_/);
    expect(await kept()).toHaveLength(1);
    await asOwner(
      bank.url,
      `update parties.parties set kept_until = '2020-01-01'
      where closed_at is not null`,
    );
    bank.clock.advance(DAY);
    await bank.settle();
    expect(await kept()).toHaveLength(0);
  });

  test('of somebody who never said who they are goes after thirty days', async () => {
    const [gone, stays] = [await newSession(), await newPerson()];
    await send(gone, JPEG);
    await send(stays, JPEG);
    const clean = () =>
      bank.database.transact(async (tx) => {
        await forgetAbandonedJob.step(tx, parseBusinessDate('2026-01-31'), null);
      });
    bank.clock.advance(29 * DAY);
    await clean();
    expect(await show(gone)).not.toBeNull();
    bank.clock.advance(DAY + 1);
    await clean();
    const left = await asOwner(bank.url, 'select from parties.id_documents where taken_at < now()');
    expect(left.length).toBeGreaterThan(0);
    expect(await show(stays)).not.toBeNull();
    expect(await show(gone)).toBeNull();
  });
});
