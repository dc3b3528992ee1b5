// A use case that needs the word of another bank: what will be asked is written down first, nobody
// holds a transaction while waiting, and the word is written down after.

import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { shutGate } from '../testing/gate.ts';
import { openTransactions } from '../testing/open-transactions.ts';
import { linesOf, openPlayground, playground } from '../testing/playground.ts';
import { sessionOf, writeLine, type Behaviour } from '../testing/playground.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';
import { route } from './route.ts';

/** Several times the connections that the house has to its database. */
const WAITING = 40;

let house: TestHouse;
let asked: string[];
const behaviour: Behaviour = { write: writeLine };
const rooms = playground(behaviour);
const signedOut = new Set<string>();
const { authenticate } = rooms;

beforeAll(async () => {
  house = await testHouse({
    ...rooms,
    authenticate: async (tx, credentials) =>
      (await authenticate(tx, credentials)).map((caller, index) =>
        signedOut.has(credentials[index]?.sessionToken ?? '') ? undefined : caller,
      ),
  });
  await openPlayground(house.url);
});
afterAll(() => house.close());
beforeEach(async () => {
  await asOwner(house.url, 'delete from playground.lines');
  asked = [];
  behaviour.ask = async (question) => {
    asked.push(question);
    return `word on ${question}`;
  };
});

const ask = (text: string, token = 'alice') =>
  house.call('/v1/play/questions', { body: { text }, session: sessionOf(token) });

test('the word of the outside reaches the use case', async () => {
  expect(await ask('one')).toMatchObject({ status: 201, body: { text: 'word on one?' } });
  expect(await linesOf(house.url)).toEqual(['one', 'word on one?']);
});

test('however many wait for the outside, no connection waits with them', async () => {
  const gate = shutGate();
  behaviour.ask = () => gate.pass().then(() => 'at last');
  const waiting = Array.from({ length: WAITING }, (_, count) => ask(`w${count}`));
  await gate.reached(WAITING);
  expect(await openTransactions(house.url)).toEqual([]);
  expect(await linesOf(house.url)).toHaveLength(WAITING);
  expect(await house.call('/v1/clock')).toMatchObject({ status: 200 });
  gate.open();
  const replies = await Promise.all(waiting);
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
});

test.each([
  ['a stranger', 'one', 'mallory', 'platform.unauthenticated', []],
  ['what is not as documented', '', 'alice', 'platform.invalid_request', []],
  ['what is refused before', 'no', 'alice', 'play.no', []],
  ['what is refused before and kept', 'counted', 'alice', 'play.secret', ['counted']],
])('for %s nobody is asked', async (_name, text, token, code, kept) => {
  expect((await ask(text, token)).body['code']).toBe(code);
  expect(asked).toEqual([]);
  expect(await linesOf(house.url)).toEqual(kept);
});

test('a session that ends during the question gets nothing of the answer', async () => {
  behaviour.ask = async () => {
    signedOut.add('alice');
    return 'too late';
  };
  expect(await ask('one')).toMatchObject({ status: 401 });
  signedOut.clear();
  expect(await linesOf(house.url)).toEqual(['one']);
});

test.each([{ money: true }, { proof: true }] as const)(
  'a route with %o asks nobody: an instruction and a worker do',
  (needs) => {
    const declare = () =>
      route({
        ...needs,
        method: 'POST',
        path: '/v1/play/never',
        operation: 'never',
        tag: 'play',
        summary: 'Never',
        access: 'session',
        reply: Type.Object({}),
        refusals: [],
        ask: async () => undefined,
        handle: async () => ({}),
      });
    expect(declare).toThrow('write an instruction');
  },
);
