// A port that was asked for is taken or refused; otherwise a neighbour does.

import { createServer, type AddressInfo, type Server } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { choosePort, freePort } from './ports.ts';
import { readSettings } from './settings.ts';

const settings = readSettings('/house', {});
let other: Server;
let taken: number;
beforeAll(async () => {
  other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  taken = (other.address() as AddressInfo).port;
});
afterAll(() => other.close());

test('a port that was asked for and is taken is named, with what to type', async () => {
  const port = { wanted: taken, asked: true };
  await expect(choosePort({ ...settings, port })).rejects.toThrow(`PORT=${taken + 1} npm start`);
});

test('the next free one is taken when nobody asked', async () => {
  const port = await choosePort({ ...settings, port: { wanted: taken, asked: false } });
  expect(port).toBeGreaterThan(taken);
});

test('a free port of the machine can be used', async () => {
  const port = await freePort();
  expect(await choosePort({ ...settings, port: { wanted: port, asked: true } })).toBe(port);
});
