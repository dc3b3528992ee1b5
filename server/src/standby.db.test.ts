// Two server processes under engine memory: whoever asks hears which one moves the money, the other
// one says so at once, and takes over when the first is gone.

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from '#platform';
import { nobodyListed } from './modules/parties/testing.ts';
import { testDatabase, type TestDatabase } from './platform/testing.ts';
import { testHouse, type TestHouse } from './platform/testing/test-house.ts';
import { portsOf } from './ports.ts';
import { rooms } from './rooms.ts';

let base: TestDatabase;
let first: TestHouse;
let second: TestHouse;

/** A server process of its own on the one database. */
const process = (): Promise<TestHouse> => {
  const ports = { ...portsOf(readConfig({})), watchList: nobodyListed };
  return testHouse(rooms(ports, 'memory'), {}, { ...base, close: async () => undefined });
};

async function untilOnDuty(house: TestHouse): Promise<void> {
  while ((await house.call('/ready?for=movements')).status !== 200) await pause(10);
}

beforeAll(async () => {
  base = await testDatabase();
  first = await process();
  await untilOnDuty(first);
  second = await process();
});
afterAll(async () => {
  await second.close();
  await base.close();
});

const send = (house: TestHouse) =>
  house.call('/v1/transfers', {
    key: true,
    session: { token: 'nobody', device: 'nothing' },
    body: {},
  });
const metricsOf = async (house: TestHouse): Promise<string> =>
  (await house.http.inject({ url: '/metrics', remoteAddress: '127.0.0.1' })).body;

test('the one on duty and the one that stands by say so', async () => {
  while ((await second.call('/ready')).body['duty'] === 'starting') await pause(10);
  expect(await first.call('/ready')).toMatchObject({ status: 200, body: { duty: 'on_duty' } });
  expect(await second.call('/ready')).toMatchObject({ status: 200, body: { duty: 'standby' } });
  expect(await second.call('/ready?for=movements')).toMatchObject({
    status: 503,
    body: { duty: 'standby', obstacles: ['this server does not move money now'] },
  });
  expect(await metricsOf(first)).toMatch(/^sycee_ledger_on_duty 1$/m);
  expect(await metricsOf(first)).toMatch(/^sycee_ledger_terms_total 1$/m);
  expect(await metricsOf(second)).toMatch(/^sycee_ledger_on_duty 0$/m);
});

test('who stands by refuses a movement at once, and still answers what can be read', async () => {
  const began = performance.now();
  expect(await send(second)).toMatchObject({
    status: 503,
    body: { code: 'platform.standing_by', retryable: true, money_moved: 'no' },
  });
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(await send(first)).not.toMatchObject({ status: 503 });
  expect(await second.call('/v1/clock')).toMatchObject({ status: 200 });
});

test('it takes over when the first is gone', async () => {
  await first.close();
  await untilOnDuty(second);
  expect(await send(second)).not.toMatchObject({ status: 503 });
  expect(await metricsOf(second)).toMatch(/^sycee_ledger_on_duty 1$/m);
});
