// Values come and go exactly, and a transaction is all or nothing, or says that nobody knows.

import { isoOf, parseInstant, refusing } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { OutcomeUnknown } from './database.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'platform' });
});
afterAll(() => bank.close());

describe('values', () => {
  const at = parseInstant('2026-01-31T08:00:00.123Z');
  test.each([
    ['select 9223372036854775807::int8 as value', 9223372036854775807n],
    ['select array[1, -2]::int8[] as value', [1n, -2n]],
    [`select '{}'::int8[] as value`, []],
    [`select timestamptz '2026-01-31 08:00:00.123456+00' as value`, at],
    [`select timestamptz '2026-01-31 16:00:00.123+08' as value`, at],
    [`select date '2026-01-31' as value`, '2026-01-31'],
    ['select 12.3400::numeric as value', '12.3400'],
    [`select '{2026-01-31}'::date[] as value`, ['2026-01-31']],
    [`select jsonb '{"a": [1]}' as value`, { a: [1] }],
    [
      `select '01890000-0000-7000-8000-000000000000'::uuid as value`,
      '01890000-0000-7000-8000-000000000000',
    ],
  ])('%s', async (sql, expected) => {
    const rows = await bank.database.read((tx) => tx.query<{ value: unknown }>(sql));
    expect(rows).toEqual([{ value: expected }]);
  });

  test('bigints, instants and arrays go in as they are', async () => {
    const [row] = await bank.database.read((tx) =>
      tx.query<{ a: bigint; b: unknown; c: unknown; d: string[] }>(
        'select $1::int8 as a, $2::timestamptz as b, $3::int8[] as c, $4::text[] as d',
        [5n, isoOf(at), [1n, 2n], ['a"b', 'c,d']],
      ),
    );
    expect(row).toEqual({ a: 5n, b: at, c: [1n, 2n], d: ['a"b', 'c,d'] });
  });

  test.each([
    ['text', ['', ' a ', 'NULL', '{a}', 'c,d', "it's", '金']],
    ['text', ['back\\slash', null, '"']],
    ['text', [null, 'a']],
    ['bytea', [Buffer.from([0, 255]), null, Buffer.from('')]],
    ['boolean', [true, false, null]],
    ['int4', [1, -2, null]],
    ['int8', []],
  ])('lists of %s: %j', async (type, list) => {
    const rows = await bank.database.read((tx) =>
      tx.query<{ value: unknown }>(
        `select value from unnest($1::${type}[]) with ordinality as l (value, place) order by place`,
        [list],
      ),
    );
    expect(rows.map(({ value }) => value)).toEqual(list);
  });
});

describe('transactions', () => {
  const refuse = refusing({ 'test.no': { kind: 'conflict', en: 'No.', zh: '不。' } });

  const insert = `insert into platform.outbox_subscriptions values ('x', $1)`;

  test('a refusal undoes everything, and the connection serves on', async () => {
    const work = bank.database.transact(async (tx) => {
      await tx.query(insert, ['lost']);
      throw refuse('test.no');
    });
    await expect(work).rejects.toThrow('No.');
    expect(await keys()).not.toContain('lost');
  });

  test('a failed statement that nobody minded does not commit in silence', async () => {
    const work = bank.database.transact(async (tx) => {
      await tx.query(insert, ['swallowed']);
      await tx.query('select 1 / 0').catch(() => undefined);
    });
    await expect(work).rejects.toThrow('had failed before its commit');
    expect(await keys()).not.toContain('swallowed');
  });

  test('work that may only read cannot write', async () => {
    await expect(bank.database.read((tx) => tx.query(insert, ['never']))).rejects.toThrow(
      'read-only transaction',
    );
  });

  test('two that lock each other out both succeed, one of them the second time', async () => {
    let runs = 0;
    const meet = meeting(2);
    const both = [[1, 2] as const, [2, 1] as const].map(([first, second]) =>
      bank.database.transact(async (tx) => {
        runs += 1;
        const lock = 'select pg_advisory_xact_lock($1)';
        await tx.query(lock, [first]);
        await meet();
        await tx.query(lock, [second]);
      }),
    );
    await Promise.all(both);
    expect(runs).toBe(3);
  });

  test('a connection cut at the commit is told as an unknown outcome', async () => {
    const work = bank.database.transact(async (tx) => {
      const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await tx.query(insert, ['cut']);
      await killed(self?.pid ?? 0);
    });
    await expect(work).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await keys()).not.toContain('cut');
  });

  test('everything in one transaction happens at one moment', async () => {
    const first = await bank.database.read(async (tx) => tx.now);
    bank.clock.advance(1.5);
    expect(await bank.database.read(async (tx) => tx.now)).toBe(first + 1500);
  });
});

async function keys(): Promise<string[]> {
  const rows = await bank.database.read((tx) =>
    tx.query<{ topic: string }>('select topic from platform.outbox_subscriptions order by 1'),
  );
  return rows.map((row) => row.topic);
}

async function killed(pid: number): Promise<void> {
  await asOwner(bank.url, `select pg_terminate_backend(${pid}, 5000)`);
}

/** Lets nobody through until all have come once; later callers pass. */
function meeting(expected: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return async () => {
    if (waiting.length + 1 < expected) await new Promise<void>((go) => waiting.push(go));
    else for (const go of waiting) go();
  };
}
