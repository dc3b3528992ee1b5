// What `npm start` keeps in folders: digests of what was built, keys, and what is running.

import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { digestOf, forgetDigest, isBuiltFrom, keepDigest } from './inputs.ts';
import { keyPair } from './key-pairs.ts';
import { forgetRunning, keepRunning, makeRoom } from './running.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sycee-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const digest = () => digestOf(folder, ['lock.json', 'room', 'not-there']);

test.each([
  ['another content', 'room/src/a.ts', 'export const a = 2;', true],
  ['a new file', 'room/src/b.ts', '', true],
  ['another lock', 'lock.json', '{}', true],
  ['a test', 'room/src/a.test.ts', 'test();', false],
  ['what was built', 'room/dist/main.js', '1;', false],
  ['a file elsewhere', 'other/c.ts', '', false],
])('%s: build again?', (_change, path, text, again) => {
  write('lock.json', '');
  write('room/src/a.ts', 'export const a = 1;');
  const before = digest();
  write(path, text);
  expect(digest() !== before).toBe(again);
});

test('a build that was broken off does not count', () => {
  keepDigest(folder, 'abc');
  expect(isBuiltFrom(folder, 'abc')).toBe(true);
  expect(isBuiltFrom(folder, 'abd')).toBe(false);
  forgetDigest(folder);
  expect(isBuiltFrom(folder, 'abc')).toBe(false);
});

test('keys are made once, for their owner only, and fit each other', () => {
  const files = keyPair(join(folder, 'keys'), 'bank');
  const [secret, open] = [readFileSync(files.privateKey), readFileSync(files.publicKey)];
  expect(statSync(files.privateKey).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  const text = Buffer.from('text');
  const signature = sign(null, text, createPrivateKey(secret));
  expect(verify(null, text, createPublicKey(open), signature)).toBe(true);
  keyPair(join(folder, 'keys'), 'bank');
  expect(readFileSync(files.privateKey)).toEqual(secret);
});

test('half a pair of keys is made whole again', () => {
  const files = keyPair(folder, 'bank');
  const before = readFileSync(files.privateKey, 'utf8');
  rmSync(files.publicKey);
  keyPair(folder, 'bank');
  expect(readFileSync(files.privateKey, 'utf8')).not.toBe(before);
});

test('a number that another program has now does not keep a start away', async () => {
  const file = join(folder, 'running.json');
  keepRunning(file, { starter: process.pid, children: [process.pid], address: 'http://x' });
  await makeRoom(file);
  forgetRunning(file);
  write('running.json', '{ broken');
  await makeRoom(file);
});
