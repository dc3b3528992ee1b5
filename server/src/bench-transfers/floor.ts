// The floor of this machine, a process of its own: Fastify and pg with as little else as a transfer
// over HTTP could ever need. The same requests in groups of the same size find their sessions, keep
// one row each in one commit, and get an answer of the same length; no rule is looked at.

import { createHash } from 'node:crypto';
import fastify from 'fastify';
import { Pool } from 'pg';
import { batchQueue, type Outcome } from '#platform';

type Asked = { readonly token: string; readonly id: string; readonly body: string };

const GROUP_MAX = 128;
const GROUPS_AT_ONCE = 2;
const WAITING_MAX = 10_000;

const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: GROUPS_AT_ONCE,
  pipeline: true,
});

const queue = batchQueue<Asked, string>({
  work: keepGroup,
  weightOf: () => 1,
  batchMax: GROUP_MAX,
  waitingMax: WAITING_MAX,
  writers: GROUPS_AT_ONCE,
  overloaded: () => new Error('too many wait'),
});

async function keepGroup(asked: readonly Asked[]): Promise<Outcome<string>[]> {
  const client = await pool.connect();
  try {
    const hashes = asked.map(({ token }) => createHash('sha256').update(token).digest());
    const [, sessions] = await Promise.all([
      client.query('begin'),
      client.query({
        name: 'sessions',
        text: 'select id, party_id from parties.sessions where token_hash = any($1::bytea[])',
        values: [hashes],
      }),
      client.query({
        name: 'keep',
        text: 'insert into bench_floor (id, body) select * from unnest($1::text[], $2::text[])',
        values: [asked.map(({ id }) => id), asked.map(({ body }) => body)],
      }),
      client.query('commit'),
    ]);
    if (sessions.rowCount === 0) throw new Error('nobody has a session');
    return asked.map(({ body }) => ({ answer: body }));
  } catch (error) {
    return asked.map(() => ({ error }));
  } finally {
    client.release();
  }
}

/** As long as the bank's answer to a transfer. */
const ANSWER_CHARACTERS = 620;

const app = fastify();
app.post('/v1/transfers', async (request, reply) => {
  const { authorization = '', 'idempotency-key': id } = request.headers;
  const body = JSON.stringify({ asked: request.body, filler: '' }).padEnd(ANSWER_CHARACTERS);
  const answer = await queue.put({ token: authorization.slice(7), id: String(id), body });
  return reply.code(201).type('application/json').send(answer);
});
app.get('/ready', async () => ({}));
app.get('/metrics', async () => {
  const { user, system } = process.cpuUsage();
  return `process_cpu_seconds_total ${(user + system) / 1e6}\n`;
});
await app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
process.on('SIGTERM', () => process.exit(0));
