// One key, one answer: whatever is lost, repeated, or sent twice at once.

import type { Duplex } from 'node:stream';
import { addSeconds } from '@sycee/kit';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { tidyUpJobs } from '../jobs/tidy-up.ts';
import { asOwner } from '../testing/as-owner.ts';
import {
  linesOf,
  openPlayground,
  playground,
  sessionOf,
  writeLine,
  type Behaviour,
} from '../testing/playground.ts';
import { testHouse, type TestHouse } from '../testing/test-house.ts';

const behaviour: Behaviour = { write: writeLine };
let house: TestHouse;
beforeAll(async () => {
  house = await testHouse(playground(behaviour));
  await openPlayground(house.url);
});
afterAll(() => house.close());
beforeEach(() => void (behaviour.write = writeLine));

type Pay = { key: string; text?: string; token?: string; path?: string; proof?: string };

const pay = ({ key, text = 'tea', token = 'alice', path = 'payments', proof }: Pay) =>
  house.call(`/v1/play/${path}`, {
    body: { text },
    session: sessionOf(token),
    key,
    ...(proof !== undefined && { proof }),
  });

async function lines(text: string): Promise<number> {
  return (await linesOf(house.url)).filter((line) => line === text).length;
}

describe('the same key', () => {
  test('with the same request gives the same answer and does the work once', async () => {
    const first = await pay({ key: 'same-request', text: 'once' });
    const again = await pay({ key: 'same-request', text: 'once' });
    expect(first.status).toBe(201);
    expect(first.headers).not.toHaveProperty('idempotency-replayed');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await lines('once')).toBe(1);
  });

  test.each([
    ['another body', { text: 'other' }],
    ['another operation', { path: 'other-payments' }],
  ])('with %s is refused and does nothing', async (_name, change) => {
    await pay({ key: `reused-${_name.slice(8)}`, text: 'first' });
    const reply = await pay({ key: `reused-${_name.slice(8)}`, text: 'first', ...change });
    expect(reply).toMatchObject({
      status: 422,
      body: { code: 'platform.idempotency_key_reused', money_moved: 'no', retryable: false },
    });
    expect(await lines('other')).toBe(0);
  });

  test('of another party is another key', async () => {
    await pay({ key: 'two-parties', text: 'hers' });
    const his = await pay({ key: 'two-parties', text: 'his', token: 'bob' });
    expect(his.status).toBe(201);
  });

  test('while the first is still at work is told to wait, and then gets its answer', async () => {
    const { entered, leave } = holdWrite();
    const first = pay({ key: 'in-flight', text: 'slow' });
    await entered;
    const second = await pay({ key: 'in-flight', text: 'slow' });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'platform.idempotency_in_flight', retryable: true, money_moved: 'unknown' },
    });
    leave();
    expect((await first).status).toBe(201);
    const third = await pay({ key: 'in-flight', text: 'slow' });
    expect([third.status, third.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect(await lines('slow')).toBe(1);
  });

  test('sent twenty times at once does the work once', async () => {
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => pay({ key: 'twenty-taps', text: 'taps' })),
    );
    const statuses = new Set(replies.map(({ status }) => status));
    expect([...statuses].every((status) => status === 201 || status === 409)).toBe(true);
    expect(await lines('taps')).toBe(1);
  });
});

describe('a refusal under a key', () => {
  test('is kept, and nothing of its work is', async () => {
    const first = await pay({ key: 'refused-1', text: 'no' });
    const again = await pay({ key: 'refused-1', text: 'no' });
    expect(first).toMatchObject({ status: 409, body: { code: 'play.no' } });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual({ ...first.body, request_id: again.headers['request-id'] });
    expect(await lines('no')).toBe(0);
  });

  test('that is itself a fact keeps what was written', async () => {
    const reply = await pay({ key: 'returned-1', text: 'counted' });
    expect(reply).toMatchObject({ status: 403, body: { code: 'play.secret' } });
    expect(await lines('counted')).toBe(1);
  });

  test('that may pass is not kept: the same key may succeed later', async () => {
    expect(await pay({ key: 'busy-first', text: 'busy' })).toMatchObject({ status: 503 });
    behaviour.write = async () => undefined;
    expect(await pay({ key: 'busy-first', text: 'other text' })).toMatchObject({ status: 201 });
  });
});

describe('a crash', () => {
  test('before the commit leaves nothing, and the same key does the work', async () => {
    behaviour.write = async (tx, text) => {
      await writeLine(tx, text);
      const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await kill(self?.pid ?? 0);
    };
    const lost = await pay({ key: 'crashed-1', text: 'crash' });
    expect(lost.body['money_moved']).toBe('no');
    expect(await lines('crash')).toBe(0);
    behaviour.write = writeLine;
    expect((await pay({ key: 'crashed-1', text: 'crash' })).status).toBe(201);
    expect(await lines('crash')).toBe(1);
  });

  test('in the middle of a commit says that nobody knows, and the same key finds out', async () => {
    await slowCommit();
    let killed: Promise<void> | undefined;
    behaviour.write = async (tx, text) => {
      await writeLine(tx, text);
      const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      // The commit waits in a deferred trigger; there the connection is cut.
      killed = whenWaiting(self?.pid ?? 0).then(kill);
    };
    const lost = await pay({ key: 'unknown-1', text: 'wait' });
    expect(lost).toMatchObject({
      status: 503,
      body: { code: 'platform.outcome_unknown', money_moved: 'unknown', retryable: true },
    });
    behaviour.write = writeLine;
    await killed;
    expect((await pay({ key: 'unknown-1', text: 'wait' })).status).toBe(201);
    expect(await lines('wait')).toBe(1);
  });
});

describe('whatever cuts the connection', () => {
  const cuts: [string, () => Error][] = [
    ['an end of the server', () => new Error('Connection terminated unexpectedly')],
    ...['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].map((code): [string, () => Error] => [
      code,
      () => Object.assign(new Error(`write ${code}`), { code }),
    ]),
  ];

  test.each(cuts)('%s at the commit is told as unknown', async (name, error) => {
    const cut = cutAt(/^commit$/, error());
    const reply = await pay({ key: `commit-${name.replaceAll(' ', '-')}`, text: 'cut' });
    expect(cut.count()).toBe(1);
    expect(reply).toMatchObject({
      status: 503,
      body: { code: 'platform.outcome_unknown', money_moved: 'unknown', retryable: true },
    });
  });

  test.each(cuts)(
    '%s before the commit is told as nothing done, and nothing is',
    async (name, e) => {
      const cut = cutAt(/^insert into platform.idempotency_keys/, e());
      const request = {
        key: `before-${name.replaceAll(' ', '-')}`,
        text: `b ${name}`.slice(0, 20),
      };
      const reply = await pay(request);
      expect(cut.count()).toBe(1);
      expect(reply).toMatchObject({
        status: 503,
        body: { code: 'platform.overloaded', money_moved: 'no', retryable: true },
      });
      expect(await lines(request.text)).toBe(0);
      expect((await pay(request)).status).toBe(201);
      expect(await lines(request.text)).toBe(1);
    },
  );
});

describe('a proof', () => {
  const proven = (key: string, proof: string, text = 'proven') =>
    pay({ key, text, proof, path: 'proven-payments' });

  test('is used up by the work, and a repeated request needs no other', async () => {
    await grantProof('proof-1');
    expect((await proven('proven-1', 'proof-1')).status).toBe(201);
    expect((await proven('proven-1', 'proof-1')).headers['idempotency-replayed']).toBe('true');
    expect(await proven('proven-2', 'proof-1')).toMatchObject({
      status: 403,
      body: { code: 'platform.proof_invalid' },
    });
  });

  test('that is not good leaves the key free for a good one', async () => {
    expect((await proven('proven-3', 'made-up')).status).toBe(403);
    await grantProof('proof-3');
    expect((await proven('proven-3', 'proof-3')).status).toBe(201);
  });

  test('is still good after a refusal that may pass, and gone after one that is kept', async () => {
    await grantProof('proof-4');
    expect((await proven('proven-4', 'proof-4', 'busy')).status).toBe(503);
    expect((await proven('proven-4', 'proof-4', 'no')).status).toBe(409);
    expect((await proven('proven-5', 'proof-4')).body['code']).toBe('platform.proof_invalid');
  });
});

test('keys are forgotten after thirty days', async () => {
  await pay({ key: 'forgotten', text: 'old' });
  const expire = tidyUpJobs[0];
  const kept = async () =>
    house.database.transact(async (tx) => {
      await expire?.step(tx, '2026-01-01' as never, null);
      const sql = `select 1 from platform.idempotency_keys where key = 'forgotten'`;
      return (await tx.query(sql)).length;
    });
  house.clock.set(addSeconds(house.clock.now(), 29 * 86_400));
  expect(await kept()).toBe(1);
  house.clock.set(addSeconds(house.clock.now(), 2 * 86_400));
  expect(await kept()).toBe(0);
});

/** Holds the next write until it may leave. */
function holdWrite() {
  const gate = { leave: () => undefined as void, arrive: () => undefined as void };
  const entered = new Promise<void>((resolve) => void (gate.arrive = resolve));
  const left = new Promise<void>((resolve) => void (gate.leave = resolve));
  behaviour.write = async (tx, text) => {
    await writeLine(tx, text);
    gate.arrive();
    await left;
  };
  return { entered, leave: () => gate.leave() };
}

async function grantProof(proof: string): Promise<void> {
  await asOwner(house.url, `insert into playground.proofs values ('${proof}')`);
}

/** From now on the first commit of a line `wait` takes long. */
async function slowCommit(): Promise<void> {
  await asOwner(
    house.url,
    `
    create function playground.wait() returns trigger language plpgsql as $$
    begin
      if new.text = 'wait'
         and not exists (select from playground.proofs where proof = 'waited') then
        perform pg_sleep(10);
      end if;
      return null;
    end $$;
    create constraint trigger wait after insert on playground.lines
      deferrable initially deferred for each row execute function playground.wait()`,
  );
}

async function whenWaiting(pid: number): Promise<number> {
  for (;;) {
    const sql = `select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
    if ((await asOwner(house.url, sql)).length === 1) {
      await grantProof('waited');
      return pid;
    }
  }
}

async function kill(pid: number): Promise<void> {
  await asOwner(house.url, `select pg_terminate_backend(${pid}, 5000)`);
}

/** A statement is sent as it is, or with its name and values. */
function textOf(sent: unknown): string {
  return (typeof sent === 'string' ? sent : (sent as { text: string }).text).trim();
}

/** Cuts the connection right after the first statement that matches was sent, with this error. */
function cutAt(statement: RegExp, error: Error): { readonly count: () => number } {
  let cuts = 0;
  // oxlint-disable-next-line typescript/unbound-method -- it is called on the client below
  const { query } = Client.prototype;
  const spy = vi.spyOn(Client.prototype, 'query');
  spy.mockImplementation(function cutting(this: Client, ...sent: unknown[]) {
    const answer: unknown = Reflect.apply(query, this, sent);
    if (statement.test(textOf(sent[0]))) {
      spy.mockRestore();
      cuts += 1;
      const { connection } = this as unknown as { connection: { stream: Duplex } };
      connection.stream.destroy(error);
    }
    return answer;
  });
  return { count: () => cuts };
}
