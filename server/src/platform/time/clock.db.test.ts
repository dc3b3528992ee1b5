// A sandbox's clock moves forward for everybody at once; a serious bank's does not move.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPlayground, playground, writeLine } from '../testing/playground.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';
import { businessClock } from './business-clock.ts';
import { clockRoutes } from './routes.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse(playground({ write: writeLine }));
  await openPlayground(house.url);
});
afterAll(() => house.close());

const DAY = 86_400;

test('the clock can be moved, and the end of day follows', async () => {
  await house.settle();
  expect((await house.call('/v1/clock')).body).toEqual({
    now: '2026-01-15T02:00:00.000Z',
    business_date: '2026-01-15',
    movable: true,
  });
  const moved = await house.call('/v1/clock/advance', { body: { seconds: 35 * DAY } });
  expect(moved.body['now']).toBe('2026-02-19T02:00:00.000Z');
  await house.settle();
  expect((await house.call('/v1/clock')).body).toMatchObject({
    now: '2026-02-19T02:00:00.000Z',
    business_date: '2026-02-19',
  });
});

test.each([0, -1, 1.5, 367 * DAY, '60'])('it cannot be moved by %s', async (seconds) => {
  const reply = await house.call('/v1/clock/advance', { body: { seconds } });
  expect([reply.status, reply.body['param']]).toEqual([400, '/seconds']);
});

test('a clock that is not movable goes on from where it was', async () => {
  const fixed = businessClock(house.clock, false);
  const ask = () => house.database.read((tx) => fixed.moment(tx.query));
  const before = await ask();
  expect(before - house.clock.now()).toBe(35 * DAY * 1000);
  await house.call('/v1/clock/advance', { body: { seconds: DAY } });
  expect(await ask()).toBe(before);
});

test('only a movable clock has the route that moves it', () => {
  const operations = (movable: boolean) => clockRoutes({ movable }).map((route) => route.operation);
  expect([operations(true), operations(false)]).toEqual([
    ['getClock', 'advanceClock'],
    ['getClock'],
  ]);
});
