// Money that arrives shows within a second: news reaches the right party's connections, and nobody
// else's, on every server process.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { connectLive, liveAddress } from '../testing/live-connection.ts';
import { openPlayground, playground, sessionOf, writeLine } from '../testing/playground.ts';
import { secondHouse, testHouse, type TestHouse } from '../testing/test-house.ts';

let house: TestHouse;
let address: string;
beforeAll(async () => {
  house = await testHouse(playground({ write: writeLine }));
  await openPlayground(house.url);
  address = await liveAddress(house.http);
  house.startWorkers();
});
afterAll(() => house.close());

const connect = (hello?: object | string, headers?: Record<string, string>) =>
  connectLive(address, hello, headers);

const helloOf = (token: string) => ({ session_token: token, device_secret: 'device' });
const write = (text: string) =>
  house.call('/v1/play/lines', { body: { text }, session: sessionOf() });

describe('a live connection', () => {
  test('hears of its own party within a second, and not of others', async () => {
    const [alice, bob] = [connect(helloOf('alice')), connect(helloOf('bob'))];
    expect([await alice.next(), await bob.next()]).toEqual([{ type: 'ready' }, { type: 'ready' }]);
    const startedAt = performance.now();
    await write('news');
    expect(await alice.next()).toEqual({
      type: 'event',
      topic: 'play.written',
      id: expect.stringMatching(/^\d+$/) as string,
    });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    const silence = bob.next();
    bob.socket.close();
    await bob.closed;
    expect(await Promise.race([silence, Promise.resolve('nothing')])).toBe('nothing');
    alice.socket.close();
  });

  test('reaches every device of a party', async () => {
    const devices = [connect(helloOf('alice')), connect(helloOf('alice'))];
    for (const device of devices) await device.next();
    await write('both');
    for (const device of devices) {
      expect(await device.next()).toMatchObject({ topic: 'play.written' });
      device.socket.close();
    }
  });

  test('hears what happens on another server process', async () => {
    const other = await secondHouse(house, playground({ write: writeLine }));
    const alice = connect(helloOf('alice'));
    await alice.next();
    await other.call('/v1/play/lines', { body: { text: 'elsewhere' }, session: sessionOf() });
    expect(await alice.next()).toMatchObject({ topic: 'play.written' });
    alice.socket.close();
    await other.close();
  });

  test('may carry its session in the cookie of a browser of the same address', async () => {
    const origin = address.replace('ws:', 'http:').replace('/v1/live', '');
    const headers = { cookie: 'sycee_session=alice', origin };
    const browser = connect({ device_secret: 'device' }, headers);
    expect(await browser.next()).toEqual({ type: 'ready' });
    browser.socket.close();
  });

  test.each([
    ['a session nobody has', helloOf('mallory'), 4401],
    ['another device', { session_token: 'alice', device_secret: 'other' }, 4401],
    ['no session', { device_secret: 'device' }, 4401],
    ['something else', { hello: 'world' }, 4401],
    ['no JSON', 'hello', 4401],
    ['a huge message', 'x'.repeat(10_000), 1009],
  ])('is closed for %s', async (_name, message, code) => {
    expect(await connect(message).closed).toBe(code);
  });

  test("is refused to other sites' pages", async () => {
    const foreign = connect(helloOf('alice'), { origin: 'https://evil.example' });
    expect(await foreign.closed).toBe(403);
  });

  test('is said goodbye when the server stops', async () => {
    const other = await testHouse(playground({ write: writeLine }));
    const { socket, closed } = connectLive(await liveAddress(other.http));
    await new Promise((resolve) => void socket.on('open', resolve));
    await other.close();
    expect(await closed).toBe(1001);
  });

  test('comes again when news may have been missed', async () => {
    const alice = connect(helloOf('alice'));
    await alice.next();
    await asOwner(
      house.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query ~ '^(listen|select pg_notify.[$]1)'`,
    );
    expect(await alice.closed).toBe(1012);
  });

  test('is not told to be signed out by a database that does not answer', async () => {
    const failing = await testHouse({
      ...playground({ write: writeLine }),
      authenticate: async () => Promise.reject(new Error('the database is away')),
    });
    const { closed } = connectLive(await liveAddress(failing.http), helloOf('alice'));
    expect(await closed).toBe(1013);
    await failing.close();
  });
});
