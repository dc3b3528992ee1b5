// Messages arrive once, and a phone's inbox shows the newest first with the code to copy.

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { testWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const send = (reference: string, to: string, text: string) =>
  world.signed({ path: '/sms/v1/messages', body: { reference, to, sender: 'Sycee', text } });

const inbox = async (to: string) =>
  (await world.open({ path: `/sms/inbox?to=${to}` })).body['items'] as object[];

test('a message is in the inbox of its phone, with the code it carries', async () => {
  const to = '+8613800000101';
  await send(randomUUID(), to, 'Your code is 402817, valid for 5 minutes.');
  await send(randomUUID(), to, 'Welcome! Order 20260302140000 is done.');
  const expected = [
    { to, sender: 'Sycee', code: null },
    { to, sender: 'Sycee', code: '402817', at: '2026-03-02T02:00:00.000Z' },
  ];
  expect(await inbox(encodeURIComponent(to))).toMatchObject(expected);
  expect(await inbox(to)).toMatchObject(expected);
});

test('a reference is delivered once, and stands for one message', async () => {
  const [reference, to] = [randomUUID(), '+8613800000102'];
  const first = await send(reference, to, 'hello');
  expect(await send(reference, to, 'hello')).toEqual(first);
  expect(await send(reference, to, 'hullo')).toMatchObject({
    status: 409,
    body: { code: 'reference_reused' },
  });
  expect(await inbox(encodeURIComponent(to))).toHaveLength(1);
});
