// A room made for the platform's own tests: routes that write a line, refuse, fail or wait, so that
// what the runner promises can be seen without any module.

import {
  idOf,
  parseInstant,
  Refusal,
  refusing,
  uuidOf,
  type Id,
  type RefusalTable,
} from '@sycee/kit';
import { Type } from 'typebox';
import type { Tx } from '../database/transaction.ts';
import { route, type Caller, type Route } from '../http/route.ts';
import { fileReply, pageQuery, positiveAmountSchema } from '../http/schemas.ts';
import type { Rooms } from '../house.ts';
import { publish } from '../outbox/publish.ts';
import { asOwner } from './as-owner.ts';
import type { SignedIn } from './call.ts';

const refusals: RefusalTable<'play.no' | 'play.busy' | 'play.more' | 'play.secret'> = {
  'play.no': { kind: 'conflict', en: 'No, {name}.', zh: '不行，{name}。' },
  'play.busy': { kind: 'unavailable', en: 'Busy.', zh: '繁忙。', retryable: true },
  'play.more': { kind: 'forbidden', en: 'More.', zh: '更多。', undecided: true },
  'play.secret': { kind: 'forbidden', en: 'Counted.', zh: '已计数。' },
};
/** A refusal of the playground, for routes that a test adds. */
export const playRefusal = refusing(refusals);

const PARTY_UUID = '01890000-0000-7000-8000-000000000001';

/** Sessions of the playground: the token names the party, the device must be `device`. */
export function sessionOf(token = 'alice'): SignedIn {
  return { token, device: 'device' };
}

function partyOf(token: string): Id<'party'> {
  return idOf('party', PARTY_UUID.slice(0, -1) + (token === 'alice' ? '1' : '2'));
}

/** How a line is written, and what the outside says; a test changes what happens through it. */
export type Behaviour = {
  write: (tx: Tx, text: string) => Promise<void>;
  ask?: (text: string) => Promise<string>;
};

export const writeLine: Behaviour['write'] = async (tx, text) => {
  await tx.query('insert into playground.lines (text) values ($1)', [text]);
  await publish(tx, {
    topic: 'play.written',
    key: text,
    audience: [partyOf('alice')],
    payload: { text },
  });
};

/** The lines that were committed, in order. */
export async function linesOf(url: string): Promise<string[]> {
  const rows = await asOwner<{ text: string }>(
    url,
    'select text from playground.lines order by id',
  );
  return rows.map((row) => row.text);
}

/** Makes the playground's table; the test database belongs to the test alone. */
export async function openPlayground(url: string): Promise<void> {
  await asOwner(
    url,
    `create schema playground;
     create table playground.lines (id serial primary key, text text not null);
     create table playground.proofs (proof text primary key);
     grant usage on schema playground to sycee_app;
     grant select, insert, delete on all tables in schema playground to sycee_app;
     grant usage on all sequences in schema playground to sycee_app`,
  );
}

/** The playground's room. A proof is good once, when a row has it. */
export function playground(behaviour: Behaviour): Rooms {
  return {
    routes: routes(behaviour),
    refusals,
    subscribers: [],
    workers: [],
    endOfDayJobs: [],
    sessionsEndedTopic: 'play.ended',
    authenticate: async (_tx, asked) =>
      asked.map(({ sessionToken, deviceSecret }) =>
        deviceSecret === 'device' && sessionToken !== 'mallory'
          ? callerOf(sessionToken)
          : undefined,
      ),
    consumeProofs: async (tx, shown) => {
      const sql = 'delete from playground.proofs where proof = any ($1) returning proof';
      const used = await tx.query<{ proof: string }>(sql, [shown.map(({ proof }) => proof)]);
      const good = new Set(used.map(({ proof }) => proof));
      return shown.map(({ proof }) => good.delete(proof));
    },
    giveBackProofs: async (tx, shown) => {
      const sql = 'insert into playground.proofs select unnest($1::text[])';
      await tx.query(sql, [shown.map(({ proof }) => proof)]);
    },
  };
}

function callerOf(token: string): Caller {
  const uuid = uuidOf(partyOf(token));
  return {
    partyId: partyOf(token),
    sessionId: idOf('sess', uuid),
    deviceId: idOf('dev', uuid),
    signedInAt: parseInstant('2026-01-01T00:00:00Z'),
  };
}

const common = { tag: 'play', summary: 'A route of the playground' } as const;
const lineBody = Type.Object({ text: Type.String({ minLength: 1, maxLength: 20 }) });
const lineReply = Type.Object({ text: Type.String(), by: Type.String() });

function routes(behaviour: Behaviour): Route[] {
  const codes = Object.keys(refusals);
  const line = {
    ...common,
    method: 'POST',
    access: 'session',
    body: lineBody,
    reply: lineReply,
    status: 201,
    refusals: codes,
  } as const;
  const write = async (tx: Tx, text: string, caller: Caller) => {
    await behaviour.write(tx, text);
    if (text === 'no') throw playRefusal('play.no', { name: 'Alice' });
    if (text === 'busy') throw playRefusal('play.busy');
    if (text === 'more') return playRefusal('play.more');
    if (text === 'counted') return playRefusal('play.secret');
    if (text === 'defect') throw new Error('the secret of the playground');
    return { text, by: caller.partyId };
  };
  return [
    route({
      ...line,
      path: '/v1/play/lines',
      operation: 'writeLine',
      handle: (tx, { body, caller }) => write(tx, body.text, caller),
    }),
    route({
      ...line,
      path: '/v1/play/payments',
      operation: 'payLine',
      money: true,
      handle: (tx, { body, caller }) => write(tx, body.text, caller),
    }),
    route({
      ...line,
      path: '/v1/play/other-payments',
      operation: 'payOther',
      money: true,
      handle: (tx, { body, caller }) => write(tx, body.text, caller),
    }),
    route({
      ...line,
      path: '/v1/play/proven-payments',
      operation: 'payProven',
      money: true,
      proof: true,
      handle: (tx, { body, caller }) => write(tx, body.text, caller),
    }),
    route({
      ...line,
      path: '/v1/play/questions',
      operation: 'askOutside',
      prepare: async (tx, { body, caller }) => {
        const written = await write(tx, body.text, caller);
        return written instanceof Refusal ? written : { question: `${written.text}?` };
      },
      ask: async ({ question }) => (await behaviour.ask?.(question)) ?? 'silence',
      handle: async (tx, { caller }, word) => {
        await behaviour.write(tx, word);
        return { text: word, by: caller.partyId };
      },
    }),
    ...bodyRoutes(),
    ...plainRoutes(),
  ];
}

function bodyRoutes(): Route[] {
  return [
    route({
      ...common,
      method: 'POST',
      path: '/v1/play/pictures',
      operation: 'readPicture',
      access: 'public',
      bodyBytesMax: 100_000,
      body: Type.Object({ picture: Type.String() }),
      reply: Type.Object({ letters: Type.Integer() }),
      refusals: [],
      handle: async (_tx, { body }) => ({ letters: body.picture.length }),
    }),
    route({
      ...common,
      method: 'POST',
      path: '/v1/play/amounts',
      operation: 'readAmount',
      access: 'public',
      body: Type.Object({ amount: positiveAmountSchema, note: Type.Optional(Type.String()) }),
      reply: Type.Object({ minor: Type.String() }),
      refusals: [],
      handle: async (_tx, { body }) => ({ minor: body.amount.minor }),
    }),
  ];
}

function plainRoutes(): Route[] {
  return [
    route({
      ...common,
      method: 'GET',
      path: '/v1/play/items/:item_id',
      operation: 'readItem',
      access: 'public',
      params: Type.Object({ item_id: Type.String({ pattern: '^[a-z]{1,8}$' }) }),
      query: Type.Object({ ...pageQuery, flag: Type.Optional(Type.Boolean()) }),
      reply: Type.Object({ item: Type.String(), limit: Type.Integer(), flag: Type.Boolean() }),
      refusals: [],
      handle: async (_tx, { params, query }) => ({
        item: params.item_id,
        limit: query.limit ?? 0,
        flag: query.flag ?? false,
      }),
    }),
    route({
      ...common,
      method: 'GET',
      path: '/v1/play/limited',
      operation: 'askSeldom',
      access: 'session',
      limit: { requests: 20, seconds: 60 },
      reply: Type.Object({ by: Type.String() }),
      refusals: [],
      handle: async (_tx, { caller }) => ({ by: caller.partyId }),
    }),
    route({
      ...common,
      method: 'DELETE',
      path: '/v1/play/items/:item_id',
      operation: 'dropItem',
      access: 'public',
      params: Type.Object({ item_id: Type.String() }),
      refusals: [],
      handle: async () => undefined,
    }),
    route({
      ...common,
      method: 'GET',
      path: '/v1/play/file',
      operation: 'downloadFile',
      access: 'public',
      reply: fileReply('text/csv'),
      refusals: [],
      handle: async () => ({
        contentType: 'text/csv; charset=utf-8',
        filename: '账单 2026.csv',
        bytes: Buffer.from('a,b\n'),
      }),
    }),
  ];
}
