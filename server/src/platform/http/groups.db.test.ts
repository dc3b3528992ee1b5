// Requests of a grouped route share a transaction, and nobody can tell by the answers.

import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { shutGate, type Gate } from '../testing/gate.ts';
import {
  linesOf,
  openPlayground,
  playground,
  sessionOf,
  writeLine,
} from '../testing/playground.ts';
import { playRefusal } from '../testing/playground.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';
import { groupedRoute } from './route.ts';

let house: TestHouse;
/** The texts of each group that was worked on, committed or not. */
let groups: string[][];
let gate: Gate;

const rooms = playground({ write: writeLine });
const route = groupedRoute({
  method: 'POST',
  path: '/v1/play/together',
  operation: 'payTogether',
  tag: 'play',
  summary: 'Many lines at once',
  proof: true,
  body: Type.Object({ text: Type.String() }),
  reply: Type.Object({ text: Type.String() }),
  refusals: Object.keys(rooms.refusals),
  handleGroup: async (tx, inputs) => {
    const texts = inputs.map(({ body }) => body.text);
    groups.push(texts);
    if (texts.includes('hold')) await gate.pass();
    const writing = new Set(texts.filter((text) => !REFUSED.has(text) || text === 'more'));
    for (const [index, text] of texts.entries()) {
      if (writing.has(text)) await writeLine(tx, inputs[index]?.stepUp ?? text);
    }
    if (texts.includes('defect')) throw new Error('the secret of a group');
    return inputs.map(({ stepUp }, index) => {
      const text = texts[index] ?? '';
      return stepUp === undefined ? (REFUSED.get(text)?.() ?? { text }) : { text };
    });
  },
});

const REFUSED = new Map([
  ['no', () => playRefusal('play.no', { name: 'Alice' })],
  ['busy', () => playRefusal('play.busy')],
  ['more', () => playRefusal('play.more')],
]);

beforeAll(async () => {
  house = await testHouse({ ...rooms, routes: [route] });
  await openPlayground(house.url);
});
afterAll(() => house.close());
beforeEach(() => {
  groups = [];
});

type Pay = { text: unknown; key?: string; proof?: string; token?: string; stepUp?: string };

let serial = 0;
async function pay({ text, key = `key-${++serial}-of-many`, proof, token, stepUp }: Pay) {
  return house.call('/v1/play/together', {
    body: { text },
    session: sessionOf(token),
    key,
    proof: proof ?? (await newProof()),
    ...(stepUp !== undefined && { headers: { 'sycee-step-up': stepUp } }),
  });
}

async function newProof(): Promise<string> {
  const proof = `proof-${++serial}`;
  await asOwner(house.url, `insert into playground.proofs values ('${proof}')`);
  return proof;
}

/** Lets requests wait behind busy groups, so that they share the next one. */
async function together(requests: readonly Pay[]) {
  gate = shutGate();
  const ready = await Promise.all(
    requests.map(async (request) => ({ proof: await newProof(), ...request })),
  );
  const busy: Promise<unknown>[] = [];
  for (const writers of [1, 2]) {
    busy.push(pay({ text: 'hold' }));
    await gate.reached(writers);
  }
  const replies = Promise.all(ready.map((request) => pay(request)));
  // Inside the process a request takes a few turns of the event loop to its queue.
  for (let turns = 0; turns < 50; turns++) await new Promise((go) => void setImmediate(go));
  gate.open();
  await Promise.all(busy);
  return replies;
}

async function count(text: string): Promise<number> {
  return (await linesOf(house.url)).filter((line) => line === text).length;
}

const codesOf = (replies: readonly { status: number; body: Record<string, unknown> }[]) =>
  replies.map(({ status, body }) => body['code'] ?? status);

test('a lone request waits for nobody, and those that come meanwhile go together', async () => {
  expect((await pay({ text: 'alone' })).body).toEqual({ text: 'alone' });
  expect(groups).toEqual([['alone']]);
  groups = [];
  const replies = await together([{ text: 'a' }, { text: 'b' }, { text: 'c' }]);
  expect(replies.map(({ body }) => body['text'])).toEqual(['a', 'b', 'c']);
  expect(groups).toEqual([['hold'], ['hold'], ['a', 'b', 'c']]);
});

test('each of a group has the answer it would have had alone', async () => {
  const replies = await together([
    { text: 'first' },
    { text: 'no', key: 'kept-refusal' },
    { text: 5 },
    { text: 'stranger', token: 'mallory' },
    { text: 'unproven', proof: 'made-up' },
    { text: 'last' },
  ]);
  expect(codesOf(replies)).toEqual([
    200,
    'play.no',
    'platform.invalid_request',
    'platform.unauthenticated',
    'platform.proof_invalid',
    200,
  ]);
  expect(groups[2]).toEqual(['first', 'no', 'last']);
  expect([await count('first'), await count('last'), await count('no')]).toEqual([1, 1, 0]);
  const again = await pay({ text: 'no', key: 'kept-refusal' });
  expect([again.body['code'], again.headers['idempotency-replayed']]).toEqual(['play.no', 'true']);
});

test('the same key twice in a group does the work once', async () => {
  const [first, second, other] = await together([
    { text: 'twice', key: 'same-key-1' },
    { text: 'twice', key: 'same-key-1' },
    { text: 'other', key: 'same-key-1' },
  ]);
  expect([first?.status, second?.status]).toEqual([200, 200]);
  expect(first?.headers).not.toHaveProperty('idempotency-replayed');
  expect(second?.headers['idempotency-replayed']).toBe('true');
  expect(other?.body['code']).toBe('platform.idempotency_key_reused');
  expect(await count('twice')).toBe(1);
});

test('the same proof twice in a group is good for the first', async () => {
  const proof = await newProof();
  const replies = await together([
    { text: 'proven', proof },
    { text: 'unproven', proof },
  ]);
  expect(codesOf(replies)).toEqual([200, 'platform.proof_invalid']);
});

test('a refusal that may pass leaves nothing of its own', async () => {
  const proof = await newProof();
  const replies = await together([
    { text: 'before' },
    { text: 'busy', key: 'busy-first', proof },
    { text: 'behind' },
  ]);
  expect(codesOf(replies)).toEqual([200, 'play.busy', 200]);
  expect(groups.slice(2)).toEqual([
    ['before', 'busy', 'behind'],
    ['before', 'behind'],
  ]);
  expect([await count('before'), await count('behind')]).toEqual([1, 1]);
  expect((await pay({ text: 'quiet', key: 'busy-first', proof })).status).toBe(200);
});

test('a refusal that asks for more keeps what it wrote, and key and proof stay good', async () => {
  const [proof, spent] = [await newProof(), await newProof()];
  const replies = await together([
    { text: 'beside' },
    { text: 'more', key: 'more-first', proof },
    { text: 'no', key: 'no-beside-more', proof: spent },
  ]);
  expect(codesOf(replies)).toEqual([200, 'play.more', 'play.no']);
  expect(groups.slice(2)).toEqual([['beside', 'more', 'no']]);
  expect([await count('beside'), await count('more')]).toEqual([1, 1]);
  expect((await pay({ text: 'late', proof: spent })).body['code']).toBe('platform.proof_invalid');
  const proven = { text: 'more', key: 'more-first', proof, stepUp: 'token' };
  expect((await pay(proven)).status).toBe(200);
  expect(await count('token')).toBe(1);
  const again = await pay({ ...proven, proof: 'used up' });
  expect([again.status, again.headers['idempotency-replayed']]).toEqual([200, 'true']);
});

test('a refusal that asks for more, beside one that undoes, is asked again', async () => {
  const proof = await newProof();
  const replies = await together([{ text: 'more', key: 'more-second', proof }, { text: 'busy' }]);
  expect(codesOf(replies)).toEqual(['play.more', 'play.busy']);
  expect(groups.slice(2)).toEqual([['more', 'busy'], ['more']]);
  const proven = { text: 'more', key: 'more-second', proof, stepUp: 'second' };
  expect((await pay(proven)).status).toBe(200);
});

test('a defect of one is the defect of one', async () => {
  const proof = await newProof();
  const replies = await together([
    { text: 'd1' },
    { text: 'd2' },
    { text: 'defect', key: 'defect-1', proof },
    { text: 'd4' },
    { text: 'd5' },
  ]);
  expect(codesOf(replies)).toEqual([200, 200, 'platform.defect', 200, 200]);
  const made = await Promise.all(['d1', 'd2', 'defect', 'd4', 'd5'].map(count));
  expect(made).toEqual([1, 1, 0, 1, 1]);
  expect((await pay({ text: 'mended', key: 'defect-1', proof })).status).toBe(200);
});
