// Pictures and files from outside: brought, said, seen by whom they were said to, recalled, swept,
// and what was made to harm.

import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskFiles, type FileStore } from '#platform';
import type { SignedIn } from '../../platform/testing/call.ts';
import { testBank, type TestBank } from '../../testing.ts';
import { TEST_PIN, testIdNumber, testPhone } from '../parties/testing.ts';
import { fileSweeper } from './sweep-files.ts';
import { jpegWith, png, tiffWith } from './testing/pictures.ts';

type Shown = { id: string; media_type: string; name: string; bytes: number; width: number | null };
type Said = { seq: string; kind: string; attachment: Shown | null };

let folder: string;
let files: FileStore;
let bank: TestBank;
let [me, other, stranger]: SignedIn[] = [];
let conversation: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sycee-files-'));
  files = diskFiles(folder);
  bank = await testBank({ files });
  const ids: string[] = [];
  const sessions: SignedIn[] = [];
  for (const number of [51_001, 51_002, 51_003]) {
    const session = await bank.signIn(testPhone(number));
    const person = { name: '林小雨', id_number: testIdNumber(number % 1_000) };
    ids.push((await bank.identify(session, person)).body.id);
    await bank.call('/v1/me/pin', { method: 'PUT', session, body: { pin: TEST_PIN } });
    sessions.push(session);
  }
  [me, other, stranger] = sessions;
  const body = { to: { phone: testPhone(51_002) } };
  const asked = await post<{ id: string }>(me, '/v1/chat/contact-requests', body);
  const path = `/v1/chat/contact-requests/${asked.body.id}/answer`;
  await post(other, path, { answer: 'accepted' });
  const direct = { party_id: ids[1] };
  conversation = (await post<{ id: string }>(me, '/v1/conversations/direct', direct)).body.id;
});
afterAll(async () => {
  await bank.close();
  await rm(folder, { recursive: true });
});

function post<Body extends object>(session: SignedIn | undefined, path: string, body: object) {
  return bank.call<Body>(path, { method: 'POST', ...(session && { session }), body });
}
const bring = (content: Buffer, more: object = {}, session = me) =>
  post<Shown>(session, '/v1/chat/attachments', {
    kind: 'image',
    name: 'beach.jpg',
    content: content.toString('base64'),
    ...more,
  });
let sent = 0;
const say = (attachmentId: string, session = me) =>
  post<Said>(session, `/v1/conversations/${conversation}/entries`, {
    client_id: `file-client-${sent++}`,
    attachment_id: attachmentId,
  });
const get = (id: string, session: SignedIn | undefined, query = '') =>
  bank.call(`/v1/chat/attachments/${id}${query}`, session ? { session } : {});
const filesOnDisk = () =>
  readdirSync(folder).flatMap((part) => readdirSync(join(folder, part))).length;

describe('a picture', () => {
  test('is brought, said, and seen by the other, without where it was taken', async () => {
    const thumbnail = jpegWith().toString('base64');
    const brought = await bring(jpegWith(tiffWith(1, 'GPS 31.23 N')), { thumbnail });
    expect(brought).toMatchObject({
      status: 201,
      body: { kind: 'image', media_type: 'image/jpeg', width: 8, height: 6, has_thumbnail: true },
    });
    const { id } = brought.body;
    expect(await get(id, other)).toMatchObject({ status: 404 });
    expect(await say(id)).toMatchObject({
      status: 201,
      body: { kind: 'image', attachment: { id } },
    });
    const seen = await get(id, other);
    expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect(seen.headers['x-content-type-options']).toBe('nosniff');
    expect((await get(id, other, '?size=thumbnail')).status).toBe(200);
    const log = await bank.call<{ items: Said[] }>(`/v1/conversations/${conversation}/entries`, {
      ...(other && { session: other }),
    });
    expect(log.body.items.at(-1)).toMatchObject({ kind: 'image', attachment: { id } });
  });

  test('is seen by nobody else, with or without a session', async () => {
    const { body } = await bring(png(30, 20));
    await say(body.id);
    const refused = await get(body.id, stranger);
    expect(refused).toMatchObject({ status: 404, body: { code: 'chat.attachment_not_found' } });
    expect((await get(body.id, undefined)).status).toBe(401);
  });

  test("is said once, by whom it was brought; another's cannot be said", async () => {
    const { body } = await bring(png(30, 20));
    const code = { status: 404, body: { code: 'chat.attachment_not_found' } };
    expect(await say(body.id, other)).toMatchObject(code);
    expect((await say(body.id)).status).toBe(201);
    expect(await say(body.id)).toMatchObject(code);
  });

  test('that is recalled is gone for everybody, and from the disk', async () => {
    const { body } = await bring(png(30, 20));
    const said = await say(body.id);
    const path = `/v1/conversations/${conversation}/entries/${said.body.seq}`;
    const recalled = await bank.call(path, { method: 'DELETE', ...(me && { session: me }) });
    expect(recalled).toMatchObject({ status: 200, body: { attachment: null } });
    expect((await get(body.id, other)).status).toBe(404);
    expect((await get(body.id, me)).status).toBe(404);
  });

  test.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a picture that claims to be huge', png(60_000, 60_000)],
  ])('%s is refused', async (_name, content) => {
    const before = filesOnDisk();
    const refused = await bring(content);
    expect(refused).toMatchObject({ status: 400, body: { code: 'chat.image_invalid' } });
    expect(filesOnDisk()).toBe(before);
  });

  test('has a thumbnail that is a small JPEG, or none', async () => {
    const thumbnail = png(30, 20).toString('base64');
    expect(await bring(jpegWith(), { thumbnail })).toMatchObject({
      body: { code: 'chat.image_invalid' },
    });
    const { body } = await bring(jpegWith());
    expect(body).toMatchObject({ has_thumbnail: false });
    expect((await get(body.id, me, '?size=thumbnail')).status).toBe(200);
  });
});

describe('a file', () => {
  test.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['C:\\boot.ini', 'C__boot.ini'],
    ['\u202Egpj.exe', 'gpj.exe'],
    ['合同.pdf', '合同.pdf'],
  ])('named %s is saved as %s, and never shown as a page', async (name, shown) => {
    const brought = await bring(Buffer.from('<script>'), { kind: 'file', name });
    expect(brought).toMatchObject({
      status: 201,
      body: { name: shown, media_type: 'application/octet-stream', width: null },
    });
    const got = await get(brought.body.id, me);
    expect(got.headers['content-type']).toBe('application/octet-stream');
    expect(got.headers['content-disposition']).toContain('attachment');
  });

  test('has at most 10 MB', async () => {
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 1);
    const refused = await bring(large, { kind: 'file' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'chat.file_too_large' } });
    expect((await bring(large.subarray(1), { kind: 'file' })).status).toBe(201);
  });

  test('without a name that can be seen is refused', async () => {
    const refused = await bring(Buffer.from('x'), { kind: 'file', name: '\u200B' });
    expect(refused).toMatchObject({ status: 400, body: { code: 'chat.name_invalid' } });
  });
});

test('what was never said, recalled or written down leaves the disk after a day', async () => {
  const { body: unsaid } = await bring(Buffer.from('never said'), { kind: 'file' });
  const orphan = await files.keep(Buffer.from('its server died'));
  const { body: kept } = await bring(Buffer.from('said'), { kind: 'file' });
  expect(await say(kept.id)).toMatchObject({ status: 201 });
  expect((await get(kept.id, other)).status).toBe(200);
  bank.clock.advance(86_401);
  // On the disk everything is old, too.
  const later: FileStore = {
    ...files,
    namesBefore: (at) => files.namesBefore(at + 2 * 86_400_000),
  };
  const sweeper = fileSweeper(later);
  while (await sweeper.run(bank.database));
  expect(await files.open(orphan)).toBeUndefined();
  expect((await get(unsaid.id, me)).status).toBe(404);
  expect(await get(kept.id, other)).toMatchObject({ status: 200 });
});
