// A list that is slow, silent, or lies: whatever is not the whole answer to the question is none.

import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseBusinessDate } from '@sycee/kit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { machineClock } from '#platform';
import { httpWatchList } from './http-watch-list.ts';
import type { WatchList } from './watch-list.ts';

type Asked = { reference: string; people: { key: string }[] };
type Behaviour = {
  readonly status?: number;
  readonly answer: (asked: Asked) => unknown;
  readonly signedBy?: 'list' | 'somebody' | 'nobody';
  readonly silent?: true;
};

const bank = generateKeyPairSync('ed25519');
const list = generateKeyPairSync('ed25519');
const somebody = generateKeyPairSync('ed25519');

const PEOPLE = ['one', 'two'].map((key) => ({
  key,
  name: '何安然',
  idNumber: '11010519491231002X',
  bornOn: parseBusinessDate('1949-12-31'),
}));

let behaviour: Behaviour;
let port: WatchList;
const server = createServer((request, response) => {
  const answerIt = async () => {
    const body = await bodyOf(request);
    const { status = 200, answer, signedBy = 'list', silent } = behaviour;
    if (silent === true) return;
    const said = JSON.stringify(answer(JSON.parse(body || '{}') as Asked));
    const timestamp = String(Math.floor(machineClock.now() / 1000));
    const text = `${status}\n${timestamp}\n${String(request.headers['sycee-nonce'])}\n${said}\n`;
    const key = signedBy === 'list' ? list.privateKey : somebody.privateKey;
    const signature = sign(null, Buffer.from(text), key).toString('base64');
    response.writeHead(status, {
      'sycee-timestamp': timestamp,
      ...(signedBy !== 'nobody' && { 'sycee-signature': signature }),
    });
    response.end(said);
  };
  void answerIt();
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

beforeAll(async () => {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  port = httpWatchList({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/watch-list`,
    keyId: 'sycee',
    signingKey: bank.privateKey,
    answerKey: list.publicKey,
    clock: machineClock,
    timeoutMs: 300,
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const found = (key: string, ...entries: string[]) => ({
  key,
  hits: entries.map((entry) => ({ entry, matched: ['name'] })),
});
const whole = ({ reference }: Asked, people: object[]) => ({
  reference,
  list_version: '7',
  people,
});

test('an answer about everybody is believed', async () => {
  behaviour = { answer: (asked) => whole(asked, [found('two', 'SL-1'), found('one')]) };
  const answer = await port.search(PEOPLE);
  expect(answer).toMatchObject({ outcome: 'searched', listVersion: '7' });
  expect(answer.outcome === 'searched' && answer.hits.get('two')).toEqual([
    { entry: 'SL-1', matched: ['name'] },
  ]);
});

test.each<[string, Behaviour]>([
  ['leaves somebody out', { answer: (asked) => whole(asked, [found('one')]) }],
  ['names somebody twice', { answer: (asked) => whole(asked, [found('one'), found('one')]) }],
  [
    'names others besides',
    { answer: (asked) => whole(asked, [found('one'), found('two'), found('three')]) },
  ],
  ['is about others', { answer: (asked) => whole(asked, [found('one'), found('three')]) }],
  [
    'is to another question',
    { answer: () => whole({ reference: 'x', people: [] }, [found('one'), found('two')]) },
  ],
  ['has no version', { answer: ({ reference }) => ({ reference, people: [] }) }],
  ['is empty', { answer: () => ({}) }],
  ['is no object', { answer: () => 'clear' }],
  ['is a failure', { status: 503, answer: (asked) => whole(asked, [found('one'), found('two')]) }],
  [
    'is signed by somebody else',
    { signedBy: 'somebody', answer: (asked) => whole(asked, [found('one'), found('two')]) },
  ],
  [
    'is not signed',
    { signedBy: 'nobody', answer: (asked) => whole(asked, [found('one'), found('two')]) },
  ],
  ['does not come', { silent: true, answer: () => ({}) }],
])('an answer that %s is none', async (_what, how) => {
  behaviour = how;
  expect(await port.search(PEOPLE)).toMatchObject({ outcome: 'unclear' });
});

test('the version is asked by itself', async () => {
  behaviour = { answer: () => ({ list_version: '8' }) };
  expect(await port.version()).toEqual({ outcome: 'version', listVersion: '8' });
  behaviour = { answer: () => ({ list_version: 'eight \n' }) };
  expect(await port.version()).toMatchObject({ outcome: 'unclear' });
});
