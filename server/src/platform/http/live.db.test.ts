// Money that arrives shows within a second: news reaches the right party's connections, and nobody
// else's, on every server process.

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openPlayground, playground, sessionOf, writeLine } from '../testing/playground.ts';
import { secondHouse, testHouse, type TestHouse } from '../testing/test-house.ts';

let house: TestHouse;
let address: string;
beforeAll(async () => {
  house = await testHouse(playground({ write: writeLine }));
  await openPlayground(house.url);
  await house.http.listen({ host: '127.0.0.1', port: 0 });
  address = `ws://127.0.0.1:${(house.http.server.address() as AddressInfo).port}/v1/live`;
  house.startWorkers();
});
afterAll(() => house.close());

type Connection = { socket: WebSocket; next: () => Promise<unknown>; closed: Promise<number> };

function connect(hello?: object | string, headers: Record<string, string> = {}): Connection {
  const socket = new WebSocket(address, { headers });
  const waiting: ((message: unknown) => void)[] = [];
  const messages: unknown[] = [];
  socket.on('message', (message: Buffer) => {
    const parsed: unknown = JSON.parse(message.toString());
    const wanted = waiting.shift();
    if (wanted === undefined) messages.push(parsed);
    else wanted(parsed);
  });
  socket.on('open', () => {
    if (hello !== undefined) socket.send(typeof hello === 'string' ? hello : JSON.stringify(hello));
  });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', resolve);
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => undefined);
  });
  const next = (): Promise<unknown> =>
    messages.length > 0
      ? Promise.resolve(messages.shift())
      : new Promise((resolve) => void waiting.push(resolve));
  return { socket, next, closed };
}

const hello = (token: string) => ({ session_token: token, device_secret: 'device' });
const write = (text: string) =>
  house.call('/v1/play/lines', { body: { text }, session: sessionOf() });

describe('a live connection', () => {
  test('hears of its own party within a second, and not of others', async () => {
    const [alice, bob] = [connect(hello('alice')), connect(hello('bob'))];
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
    const devices = [connect(hello('alice')), connect(hello('alice'))];
    for (const device of devices) await device.next();
    await write('both');
    for (const device of devices) {
      expect(await device.next()).toMatchObject({ topic: 'play.written' });
      device.socket.close();
    }
  });

  test('hears what happens on another server process', async () => {
    const other = await secondHouse(house, playground({ write: writeLine }));
    const alice = connect(hello('alice'));
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
    ['a session nobody has', hello('mallory'), 4401],
    ['another device', { session_token: 'alice', device_secret: 'other' }, 4401],
    ['no session', { device_secret: 'device' }, 4401],
    ['something else', { hello: 'world' }, 4401],
    ['no JSON', 'hello', 4401],
    ['a huge message', 'x'.repeat(10_000), 1009],
  ])('is closed for %s', async (_name, message, code) => {
    expect(await connect(message).closed).toBe(code);
  });

  test("is refused to other sites' pages", async () => {
    const foreign = connect(hello('alice'), { origin: 'https://evil.example' });
    expect(await foreign.closed).toBe(403);
  });

  test('is said goodbye when the server stops', async () => {
    const other = await testHouse(playground({ write: writeLine }));
    await other.http.listen({ host: '127.0.0.1', port: 0 });
    const port = (other.http.server.address() as AddressInfo).port;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`);
    const closed = new Promise((resolve) => void socket.on('close', resolve));
    await new Promise((resolve) => void socket.on('open', resolve));
    await other.close();
    expect(await closed).toBe(1001);
  });
});
