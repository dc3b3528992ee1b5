// Engines under faults of the way to PostgreSQL and of PostgreSQL itself: whatever breaks, nobody
// is told what is not so, and the engine goes on by itself once it can.

import { setTimeout as pause } from 'node:timers/promises';
import { addSeconds } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OutcomeUnknown } from '#platform';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import { bankAccounts } from './bank-accounts.ts';
import type { Engine } from './engine.ts';
import { post } from './post.ts';
import { balanceAt, entriesOf } from './store-entries.ts';
import { accountsById } from './store-lookups.ts';
import { ENGINES, type EngineOptions } from './testing/engines.ts';
import { faultyWay } from './testing/faulty-way.ts';
import type { PostgresProxy, Trouble } from './testing/postgres-proxy.ts';
import { customers, payment } from './testing/scene.ts';
import { expectTruth, tellAll, type Told } from './testing/truth.ts';
import type { NewTransfer } from './transfer.ts';

const WAIT = { timeout: 20_000, interval: 10 };

describe.each(ENGINES)('engine $name', { timeout: 90_000 }, (tested) => {
  let bank: TestDatabase;
  beforeAll(async () => {
    bank = await testDatabase({ module: 'ledger' });
  });
  afterAll(() => bank.close());

  type Place = { engine: Engine; way: PostgresProxy; server: TestDatabase; told: Told[] };

  /** An engine behind a way of its own; afterwards it must work, and nobody was lied to. */
  async function behindAWay(
    work: (place: Place) => Promise<void>,
    options: EngineOptions = {},
  ): Promise<void> {
    const { way, server, close } = await faultyWay(bank);
    const engine = await tested.open(server, { patienceMs: 10_000, ...options });
    const told: Told[] = [];
    try {
      const pair = await customers(server, 2, 1000n);
      await work({ engine, way, server, told });
      way.open(true);
      way.slowDown(0);
      told.push(...(await goesOn(engine, pair)));
      await engine.close();
    } finally {
      await close();
    }
    await expectTruth(bank, told);
  }

  /** Asks until something is made again. */
  async function goesOn(engine: Engine, [from = '', to = '']: readonly string[]): Promise<Told[]> {
    const told: Told[] = [];
    const isMade = async (): Promise<string | undefined> => {
      told.push(...(await tellAll(engine, [[payment(from, to, 1n)]])));
      return told.at(-1)?.statuses[0];
    };
    await expect.poll(isMade, WAIT).toBe('created');
    return told;
  }

  /** Payments of everybody to everybody: more than there is, some twice, some in chains. */
  async function crowd(server: TestDatabase, size = 30): Promise<NewTransfer[][]> {
    const ids = await customers(server, 4, 200n);
    const one = (index: number): NewTransfer =>
      payment(ids[index % 4] ?? '', ids[(index + 1 + (index % 3)) % 4] ?? '', BigInt(index * 3));
    const linked = { flags: { linked: true } };
    return Array.from({ length: size }, (_, index) => one(index + 1)).flatMap((single, index) => {
      if (index % 3 === 0) return [[single], [single]];
      return index % 3 === 1 ? [[single]] : [[{ ...single, ...linked }, one(index + 2)]];
    });
  }

  /** The processes of the server's connections, those that wait for a lock, oldest wait first. */
  async function waiting(): Promise<number[]> {
    const rows = await asOwner<{ pid: number }>(
      bank.url,
      `select pid from pg_stat_activity where datname = current_database()
        and wait_event_type = 'Lock' order by query_start`,
    );
    return rows.map(({ pid }) => pid);
  }

  /** Holds the table of transfers, so that batches stand still inside the database. */
  async function whileNothingIsWritten<T>(work: () => Promise<T>): Promise<T> {
    const client = await bank.pool.connect();
    try {
      await client.query('set role none');
      await client.query('begin');
      await client.query('lock table ledger.transfers in share row exclusive mode');
      return await work();
    } finally {
      await client.query('rollback');
      client.release(true);
    }
  }

  test.each([0.02, 0.5, 0.98])(
    'the way is cut when %d of a batch is through: nothing of it is made unless it is told',
    (cutAt) =>
      behindAWay(async ({ engine, way, server, told }) => {
        const asked = await crowd(server);
        const struck = way.strike(tested.batch, { cutAt });
        told.push(...(await tellAll(engine, asked)));
        await struck;
      }),
  );

  test('the answer to a commit is lost: everybody is told what the books say', () =>
    behindAWay(async ({ engine, way, server, told }) => {
      const [from = '', to = ''] = await customers(server, 2, 100n);
      const [made, no] = [payment(from, to, 60n), payment(from, to, 60n)];
      const chain = [{ ...payment(from, to, 1n), flags: { linked: true } }, payment(from, to, 99n)];
      const struck = way.strike(tested.commit, 'answer lost');
      told.push(...(await tellAll(engine, [[made], [no], [made], chain])));
      await struck;
      const statuses = told.flatMap((one) => one.statuses);
      expect(statuses.filter((status) => ['not made', 'unknown'].includes(status))).toEqual([]);
      expect(statuses.filter((status) => status === 'created')).toHaveLength(1);
    }));

  test('an answer comes after all patience: what was made is made, once', () =>
    behindAWay(
      async ({ engine, way, server, told }) => {
        const [from = '', to = ''] = await customers(server, 2, 100n);
        const one = [payment(from, to, 10n)];
        const struck = way.strike(tested.commit, 'answer held');
        const answer = tellAll(engine, [one]);
        await struck;
        await pause(400);
        way.letGo();
        told.push(...(await answer));
        expect(['created', 'unknown']).toContain(told[0]?.statuses[0]);
        told.push(...(await tellAll(engine, [one])));
        expect(told[1]?.statuses).toEqual(['exists']);
      },
      { patienceMs: 200 },
    ));

  test('a slow way changes no answer', () =>
    behindAWay(async ({ engine, way, server, told }) => {
      const [from = '', to = ''] = await customers(server, 2, 100n);
      way.slowDown(15);
      const asked = Array.from({ length: 25 }, () => [payment(from, to, 10n)]);
      told.push(...(await tellAll(engine, asked)));
      const made = told.filter(({ statuses }) => statuses[0] === 'created');
      const no = told.filter(({ statuses }) => statuses[0] === 'exceeds_credits');
      expect([made.length, no.length]).toEqual([10, 15]);
    }));

  test('a statement is ended by its time limit, inside a batch', () =>
    behindAWay(async ({ engine, server, told }) => {
      const asked = await crowd(server);
      const answers = await whileNothingIsWritten(async () => {
        const under = tellAll(engine, asked);
        await expect.poll(async () => (await waiting()).length, WAIT).toBeGreaterThan(0);
        for (const pid of await waiting())
          await asOwner(bank.url, `select pg_cancel_backend(${pid})`);
        return { under };
      });
      told.push(...(await answers.under));
    }));

  test('a batch is lost while the next, which needs it, is under way: both or none', () =>
    behindAWay(
      async ({ engine, server, told }) => {
        const [poor = '', rich = ''] = await customers(server, 2, 0n);
        const first = [payment(bankAccounts.cardSettlement, poor, 50n)];
        const next = [payment(poor, rich, 50n)];
        const answers = await whileNothingIsWritten(async () => {
          const before = tellAll(engine, [first]);
          await expect.poll(async () => (await waiting()).length, WAIT).toBeGreaterThan(0);
          const [oldest] = await waiting();
          const after = tellAll(engine, [next, next]);
          await asOwner(bank.url, `select pg_terminate_backend(${oldest}, 5000)`);
          return { before, after };
        });
        told.push(...(await answers.before), ...(await answers.after));
      },
      { batchMax: 1 },
    ));

  test('the database goes away under load: nobody is told yes for nothing', () =>
    behindAWay(
      async ({ engine, way, server, told }) => {
        const asked = await crowd(server, 60);
        const struck = way.strike(tested.batch, { cutAt: 0.3 });
        const answers = tellAll(engine, asked);
        await struck;
        way.open(false);
        way.cutAll();
        told.push(...(await answers));
      },
      { patienceMs: 300 },
    ));

  test('every connection dies, again and again: the engine finds its way back', () =>
    behindAWay(async ({ engine, server, told }) => {
      for (let round = 0; round < 3; round++) {
        const answers = tellAll(engine, await crowd(server));
        await asOwner(
          bank.url,
          `select pg_terminate_backend(pid, 5000) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()`,
        );
        told.push(...(await answers));
      }
    }));

  test.each<[string, Trouble]>([
    ['is carried out and its answer lost', 'answer lost'],
    ['never arrives', { cutAt: 0 }],
  ])('the COMMIT of a use case %s: its money is where the books say', (_name, trouble) =>
    behindAWay(async ({ engine, way, server, told }) => {
      const [from = '', to = ''] = await customers(server, 2, 100n);
      const transfer = payment(from, to, 60n);
      const struck = way.strike(/^commit$/, trouble);
      const work = server.database.transact((tx) => post(tx, [transfer]));
      await expect(work).rejects.toBeInstanceOf(OutcomeUnknown);
      await struck;
      const left = trouble === 'answer lost' ? 40n : 100n;
      // While nobody knows, what was taken may stay taken; then all of the rest can be spent.
      const spend = async (): Promise<string | undefined> => {
        told.push(...(await tellAll(engine, [[payment(from, to, left)]])));
        return told.at(-1)?.statuses[0];
      };
      await expect.poll(spend, WAIT).toBe('created');
      const [again, more] = await tellAll(engine, [[transfer], [payment(from, to, 1n)]]);
      expect(again?.statuses).toEqual([trouble === 'answer lost' ? 'exists' : 'exceeds_credits']);
      expect(more?.statuses).toEqual(['exceeds_credits']);
    }),
  );

  test('one submission is poison to the database: it alone fails', () =>
    behindAWay(async ({ engine, server, told }) => {
      await asOwner(
        bank.url,
        `create or replace function public.poison() returns trigger language plpgsql as
           $$ begin raise exception 'poison'; end $$;
         create or replace trigger poison before insert on ledger.transfers
           for each row when (new.code = 666) execute function public.poison()`,
      );
      const [from = '', to = ''] = await customers(server, 2, 1000n);
      const asked = Array.from({ length: 20 }, (_, index) => [
        { ...payment(from, to, 1n), code: index === 13 ? 666 : 4 },
      ]);
      told.push(...(await tellAll(engine, asked)));
      const failed = told.flatMap(({ statuses }, index) =>
        statuses[0] === 'created' ? [] : [[index, statuses[0]]],
      );
      expect(failed).toEqual([[13, 'not made']]);
      await asOwner(bank.url, 'drop trigger poison on ledger.transfers');
    }));

  test('the clock steps back: the past stays as it was, and order is kept', () =>
    behindAWay(async ({ engine, server, told }) => {
      const [from = '', to = ''] = await customers(server, 2, 100n);
      const before = bank.clock.now();
      told.push(...(await tellAll(engine, [[payment(from, to, 1n)]])));
      bank.clock.advance(60);
      const seen = await bank.database.read((tx) => balanceAt(tx, to, tx.now));
      told.push(...(await tellAll(engine, [[payment(from, to, 2n)]])));
      bank.clock.set(addSeconds(before, -3600));
      told.push(...(await tellAll(engine, [[payment(from, to, 3n)]])));
      await server.database.transact((tx) => post(tx, [payment(from, to, 4n)]));
      bank.clock.set(addSeconds(before, 120));
      const [after, lines] = await bank.database.read(async (tx) => [
        await balanceAt(tx, to, addSeconds(before, 60)),
        await entriesOf(tx, to, { limit: 10 }),
      ]);
      expect(after).toBe(seen);
      expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([4n, 3n, 2n, 1n, 100n]);
    }));

  test('two servers start at once; when one is cut off, the other goes on', async () => {
    const pair = await customers(bank, 2, 1000n);
    const [shared, own] = [await crowd(bank, 12), await crowd(bank, 12)];
    const ways = [await faultyWay(bank), await faultyWay(bank)] as const;
    const [first, second] = await Promise.all(
      ways.map(({ server }) => tested.openBeside(server, { patienceMs: 2_000 })),
    );
    if (first === undefined || second === undefined) throw new Error('an engine is missing');
    const told: Told[] = [];
    const both = Promise.all([tellAll(first, shared), tellAll(second, [...shared, ...own])]);
    ways[0].way.open(false);
    ways[0].way.cutAll();
    told.push(...(await goesOn(second, pair)));
    ways[0].way.open(true);
    told.push(...(await both).flat());
    told.push(...(await tellAll(second, shared)));
    await expectTruth(bank, told);
    await Promise.all([first.close(), second.close()]);
    for (const { close } of ways) await close();
    const [settlement] = await bank.database.read((tx) =>
      accountsById(tx, [bankAccounts.cardSettlement]),
    );
    expect(settlement?.debitsPendingMinor).toBe(0n);
  });
});
