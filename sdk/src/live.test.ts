// Live news over a real WebSocket server: greeting, events, coming back.

import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocketServer, WebSocket as NodeSocket } from 'ws';

import { memoryDevice, type DeviceStore } from './device.ts';
import { liveEvents, type LiveEvent } from './live.ts';

let server: WebSocketServer;
let greetings: string[];
const connect = (url: string) => new NodeSocket(url) as unknown as WebSocket;

beforeEach(async () => {
  greetings = [];
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/v1/live' });
  server.on('connection', (socket) => {
    socket.on('message', (text: Buffer) => {
      greetings.push(text.toString('utf8'));
      socket.send('{"type":"ready"}');
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
});

afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

function listen(device: DeviceStore = memoryDevice({ secret: 's', token: 't' })) {
  const seen = { events: [] as LiveEvent[], ready: 0, lost: 0 };
  const live = liveEvents({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    device,
    connect,
    firstPauseMs: 5,
    onEvent: (event) => seen.events.push(event),
    onReady: () => (seen.ready += 1),
    onLost: () => (seen.lost += 1),
  });
  return { seen, live };
}

function tell(text: string): void {
  for (const socket of server.clients) socket.send(text);
}

test('shows its device first, then hears events', async () => {
  const { seen, live } = listen();
  await vi.waitFor(() => expect(seen.ready).toBe(1));
  expect(greetings.map((text) => JSON.parse(text) as unknown)).toEqual([
    { device_secret: 's', session_token: 't' },
  ]);
  tell('{"type":"event","topic":"payments.order_changed","id":"7"}');
  await vi.waitFor(() => expect(seen.events).toHaveLength(1));
  expect(seen.events).toEqual([{ topic: 'payments.order_changed', id: '7' }]);
  live.close();
});

test('in a browser the token stays in the cookie', async () => {
  const { seen, live } = listen(memoryDevice({ secret: 's' }));
  await vi.waitFor(() => expect(seen.ready).toBe(1));
  expect(greetings).toEqual(['{"device_secret":"s"}']);
  live.close();
});

test('comes back after each loss, and says so', async () => {
  const { seen, live } = listen();
  for (const time of [1, 2, 3]) {
    await vi.waitFor(() => expect(seen.ready).toBe(time));
    for (const socket of server.clients) socket.terminate();
    await vi.waitFor(() => expect(seen.lost).toBe(time));
  }
  await vi.waitFor(() => expect(seen.ready).toBe(4));
  live.close();
});

test('what it does not understand does no harm', async () => {
  const { seen, live } = listen();
  await vi.waitFor(() => expect(seen.ready).toBe(1));
  tell('not JSON');
  tell('{"type":"news of a later version"}');
  tell('{"type":"event","topic":"t","id":8}');
  await vi.waitFor(() => expect(seen.events).toEqual([{ topic: 't', id: '8' }]));
  live.close();
});

test('waits for a session, and never comes back once closed', async () => {
  const device = memoryDevice();
  const { seen, live } = listen(device);
  device.save({ secret: 's' });
  await vi.waitFor(() => expect(seen.ready).toBe(1));
  live.close();
  await vi.waitFor(() => expect(server.clients.size).toBe(0));
  expect([seen.ready, seen.lost]).toEqual([1, 0]);
});
