// A session that is over hears nothing more: its live connections are closed within a moment, on
// whichever server process they are, and those of other sessions go on.

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { SignedIn } from '../../platform/testing/call.ts';
import { connectLive, liveAddress } from '../../platform/testing/live-connection.ts';
import type { LiveConnection } from '../../platform/testing/live-connection.ts';
import { secondHouse, type TestHouse } from '../../platform/testing/test-house.ts';
import { portsOf } from '../../ports.ts';
import { rooms } from '../../rooms.ts';
import { readConfig } from '#platform';
import { testBank, type TestBank } from '../../testing.ts';
import { testPhone } from './testing.ts';

const MOMENT_MS = 2_000;
const DAY_SECONDS = 86_400;

let bank: TestBank;
let other: TestHouse;
let addresses: string[];
let serial = 900;
let connections: LiveConnection[] = [];

beforeAll(async () => {
  bank = await testBank();
  other = await secondHouse(bank, rooms(portsOf(readConfig({}))));
  addresses = [await liveAddress(bank.http), await liveAddress(other.http)];
  bank.startWorkers();
});
afterAll(async () => {
  await other.close();
  await bank.close();
});
afterEach(() => {
  for (const { socket } of connections) socket.terminate();
  connections = [];
});

/** Two sessions of one person. */
async function twoSessions(): Promise<[SignedIn, SignedIn]> {
  serial += 1;
  const first = await bank.signIn(testPhone(serial));
  bank.clock.advance(61);
  const second = await bank.signIn(testPhone(serial));
  // What is told of the new device is told before anybody listens.
  await bank.settle();
  return [first, second];
}

/** One live connection of a session to each server process. */
async function listening({ token, device }: SignedIn): Promise<LiveConnection[]> {
  const hello = { session_token: token, device_secret: device };
  const opened = addresses.map((address) => connectLive(address, hello));
  connections.push(...opened);
  for (const { next } of opened) expect(await next()).toEqual({ type: 'ready' });
  return opened;
}

async function idOf(session: SignedIn): Promise<string> {
  const { body } = await bank.call<{ items: { id: string; current: boolean }[] }>('/v1/sessions', {
    session,
  });
  return body.items.find(({ current }) => current)?.id ?? '';
}

const END = { method: 'DELETE' } as const;

test.each<[string, (mine: SignedIn, ended: SignedIn) => Promise<unknown>]>([
  ['signed out', (_, session) => bank.call('/v1/sessions/current', { ...END, session })],
  [
    'ended from another device',
    async (session, ended) => bank.call(`/v1/sessions/${await idOf(ended)}`, { ...END, session }),
  ],
  ['ended with all others', (session) => bank.call('/v1/sessions', { ...END, session })],
])('a session that is %s is cut off everywhere', async (_, end) => {
  const [mine, ended] = await twoSessions();
  const [stay, gone] = [await listening(mine), await listening(ended)];
  const startedAt = performance.now();
  expect(await end(mine, ended)).toMatchObject({ status: 204 });
  expect(await Promise.all(gone.map(({ closed }) => closed))).toEqual([4401, 4401]);
  expect(performance.now() - startedAt).toBeLessThan(MOMENT_MS);
  const news = { type: 'event', topic: 'parties.sessions_ended' };
  for (const { next } of stay) expect(await next()).toMatchObject(news);
});

test('news of a session that is over never reaches it', async () => {
  const [mine, ended] = await twoSessions();
  const gone = await listening(ended);
  const heard: unknown[] = [];
  for (const { socket } of gone) socket.on('message', (message) => heard.push(message));
  await bank.call('/v1/sessions', { ...END, session: mine });
  await bank.call('/v1/sessions/current', { ...END, session: mine });
  await Promise.all(gone.map(({ closed }) => closed));
  expect(heard).toEqual([]);
});

test("another person's connections notice nothing", async () => {
  const [[mine], [stranger]] = [await twoSessions(), await twoSessions()];
  const [heard] = await listening(stranger);
  await bank.call('/v1/sessions', { ...END, session: mine });
  const [ended] = await listening(mine);
  await bank.call('/v1/sessions/current', { ...END, session: mine });
  expect(await ended?.closed).toBe(4401);
  const first = heard?.next();
  heard?.socket.terminate();
  expect(await Promise.race([first, heard?.closed])).toBe(1006);
});

test('a session that has run out is cut off when the clock is moved past its end', async () => {
  const [session] = await twoSessions();
  const gone = await listening(session);
  const seconds = 91 * DAY_SECONDS;
  expect(await bank.call('/v1/clock/advance', { body: { seconds } })).toMatchObject({
    status: 200,
  });
  expect(await Promise.all(gone.map(({ closed }) => closed))).toEqual([4401, 4401]);
});
