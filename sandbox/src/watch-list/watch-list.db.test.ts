// People are found on the list by number, and by name with the day of birth; a new entry makes a
// new version.

import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { testWorld, type TestWorld } from '../testing.ts';

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

const NOBODY = {
  key: 'nobody',
  name: '何安然',
  id_number: '110101199001011237',
  born_on: '1990-01-01',
};

const ask = (people: object[]) =>
  world.signed({
    path: '/watch-list/v1/searches',
    body: { reference: randomUUID(), people },
  });

test.each([
  [{}, []],
  [{ name: '司徒玄夜' }, []],
  [{ name: '司徒玄夜', born_on: '1971-04-09' }, ['name', 'birth_date']],
  [{ name: 'Xuanye Situ', born_on: '1971-04-09' }, ['name', 'birth_date']],
  [{ id_number: '830101197104097770' }, ['id_number']],
  [{ name: '百里无踪' }, ['name']],
  [{ name: 'Baili Wuzong' }, ['name']],
  [{ name: 'CASIMIR VOLKENRATH', born_on: '1964-11-02' }, ['name', 'birth_date']],
])('%j matches by %j', async (given, matched) => {
  const { status, body, signed } = await ask([NOBODY, { ...NOBODY, ...given, key: 'one' }]);
  expect({ status, signed }).toEqual({ status: 200, signed: true });
  const [nobody, one] = body['people'] as { key: string; hits: { matched: string[] }[] }[];
  expect(nobody).toEqual({ key: 'nobody', hits: [] });
  expect(one?.hits.flatMap((hit) => hit.matched)).toEqual(matched);
});

test('who is put on the list is found, under another version', async () => {
  const before = await world.signed({ method: 'GET', path: '/watch-list/v1/version' });
  const person = { name: '许一诺', born_on: '1993-03-03' };
  const added = await world.open({ method: 'POST', path: '/control/watch-list', body: person });
  expect(added.status).toBe(201);
  const after = await world.signed({ method: 'GET', path: '/watch-list/v1/version' });
  expect(after.body['list_version']).not.toBe(before.body['list_version']);
  const { body } = await ask([{ ...NOBODY, ...person }]);
  expect(body).toMatchObject({ people: [{ hits: [{ entry: added.body['entry'] }] }] });
});

test('nobody but the bank may ask', async () => {
  const call = { path: '/watch-list/v1/searches', body: { reference: 'r', people: [NOBODY] } };
  expect((await world.signed(call, { keyId: 'somebody' })).status).toBe(401);
  expect((await world.open({ method: 'POST', ...call })).status).toBe(401);
});
