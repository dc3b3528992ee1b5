// The `submit` door on a real database: many callers share a commit and none notices another,
// nobody is told yes before the commit, and a commit that was cut off is looked up, not guessed.

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accountsById, bankAccounts, post, posting, sqlEngine, transfersById } from '#ledger';
import type { NewTransfer } from '#ledger';
import { OutcomeUnknown, type Database, type Tx } from '#platform';
import { asOwner } from '../../platform/testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../../platform/testing.ts';
import type { Engine } from './engine.ts';
import { auditLedger } from './testing/audit.ts';
import { ENGINES, type EngineOptions } from './testing/engines.ts';
import { customers, payment } from './testing/scene.ts';

let bank: TestDatabase;
const opened: Engine[] = [];
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
});
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
});
afterAll(async () => {
  expect(await auditLedger(bank)).toEqual({});
  await bank.close();
});

async function balanceOf(id: string): Promise<bigint> {
  const [account] = await bank.database.read((tx) => accountsById(tx, [id]));
  return (account?.creditsPostedMinor ?? 0n) - (account?.debitsPostedMinor ?? 0n);
}

async function standing(ids: readonly string[]): Promise<number> {
  return (await bank.database.read((tx) => transfersById(tx, ids))).length;
}

describe.each(ENGINES)('engine $name', ({ open, several }) => {
  const engineOn = async (options: EngineOptions = {}): Promise<Engine> => {
    const engine = await open(bank, { patienceMs: 2_000, ...options });
    opened.push(engine);
    return engine;
  };
  /** Two that work at once, or two doors to the one that may. */
  const enginesOn = async (): Promise<readonly [Engine, Engine]> => {
    const first = await engineOn();
    return [first, several ? await engineOn() : first];
  };

  describe('together', () => {
    test('many spend the same money: exactly what there is goes out', async () => {
      const [from = '', ...to] = await customers(bank, 4, 100n);
      const engine = await engineOn();
      const statuses = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          engine.submit({ transfers: [payment(from, to[index % 3] ?? '', 7n)] }),
        ),
      );
      const made = statuses.flat().filter((status) => status === 'created').length;
      expect([made, await balanceOf(from)]).toEqual([14, 2n]);
      expect(new Set(statuses.flat())).toEqual(new Set(['created', 'exceeds_credits']));
    });

    test('one transfer asked for by many is made once, and the others are told so', async () => {
      const [from = '', to = ''] = await customers(bank, 2, 100n);
      const one = payment(from, to, 30n);
      const engines = await enginesOn();
      const statuses = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          engines[index % 2 === 0 ? 0 : 1].submit({ transfers: [one] }),
        ),
      );
      const counts = ['created', 'exists'].map(
        (name) => statuses.flat().filter((status) => status === name).length,
      );
      expect(counts).toEqual([1, 19]);
      expect(await balanceOf(from)).toBe(70n);
    });

    test('a chain left open ends with its submission and takes nobody in', async () => {
      const [from = '', to = ''] = await customers(bank, 2, 100n);
      const engine = await engineOn();
      const unended = { ...payment(from, to, 1n), flags: { linked: true } };
      const asked = [[unended], [payment(from, to, 2n)]];
      const both = asked.map((transfers) => engine.submit({ transfers }));
      expect((await Promise.all(both)).flat()).toEqual(['linked_event_chain_open', 'created']);
    });

    test('a hold and its posting may meet in one batch', async () => {
      const [from = '', to = ''] = await customers(bank, 2, 100n);
      const engine = await engineOn();
      const hold = { ...payment(from, to, 60n), flags: { pending: true } };
      const later = posting(randomUUID(), hold.id, 50n);
      const both = [[hold], [later]].map((transfers) => engine.submit({ transfers }));
      expect((await Promise.all(both)).flat()).toEqual(['created', 'created']);
      expect(await balanceOf(to)).toBe(150n);
    });

    test('engines, use cases and a hot account: none waits for ever, no yuan is lost', async () => {
      const ids = await customers(bank, 6, 1_000n);
      const engines = await enginesOn();
      const before = await Promise.all([...ids, bankAccounts.cardSettlement].map(balanceOf));
      await Promise.all(
        Array.from({ length: 150 }, (_, index) => {
          const from = ids[index % 6] ?? '';
          const to = index % 2 === 0 ? bankAccounts.cardSettlement : (ids[(index + 1) % 6] ?? '');
          const one = payment(from, to, BigInt(index % 9));
          return index % 5 === 0
            ? bank.database.transact((tx) => post(tx, [one]))
            : engines[index % 2 === 0 ? 0 : 1].submit({ transfers: [one] });
        }),
      );
      const after = await Promise.all([...ids, bankAccounts.cardSettlement].map(balanceOf));
      const sum = (all: bigint[]): bigint => all.reduce((total, one) => total + one, 0n);
      expect(sum(after)).toBe(sum(before));
    });
  });

  describe('a submission that no rule can judge', () => {
    test('is refused before it meets others', async () => {
      const [from = '', to = ''] = await customers(bank, 2, 100n);
      const engine = await engineOn();
      const poisonous = { ...payment(from, to, 1n), id: 'not an id' };
      const outcomes = await Promise.allSettled(
        [payment(from, to, 1n), poisonous, payment(from, to, 2n)].map((one) =>
          engine.submit({ transfers: [one] }),
        ),
      );
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await balanceOf(from)).toBe(97n);
    });

    test('fails alone where only the database sees what is wrong with it', async () => {
      const [from = '', to = ''] = await customers(bank, 2, 100n);
      const engine = await engineOn();
      const transfers = Array.from({ length: 9 }, (_, index) =>
        payment(from, to, BigInt(index + 1)),
      );
      const payload = { text: 'no text can hold \u0000' };
      const outcomes = await Promise.allSettled(
        transfers.map((one, index) =>
          engine.submit({
            transfers: [one],
            ...(index === 4 && { events: [{ topic: 'ledger.test', key: one.id, payload }] }),
          }),
        ),
      );
      expect(
        outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : [])),
      ).toEqual([4]);
      expect(await standing(transfers.map(({ id }) => id))).toBe(8);
      expect(await balanceOf(from)).toBe(100n - 45n + 5n);
    });
  });

  describe('events', () => {
    const published = (keys: readonly string[]): Promise<{ key: string }[]> =>
      bank.database.read((tx) =>
        tx.query('select key from platform.outbox_events where key = any ($1) order by id', [keys]),
      );

    test('are published with the commit, in order, for what was made only', async () => {
      const [from = '', to = ''] = await customers(bank, 2, 100n);
      const engine = await engineOn();
      const asked = [payment(from, to, 60n), payment(from, to, 60n), payment(from, to, 40n)];
      const submissions = asked.map((one) => ({
        transfers: [one],
        events: [{ topic: 'ledger.test', key: one.id, payload: { id: one.id } }],
      }));
      const statuses = await Promise.all(submissions.map((one) => engine.submit(one)));
      expect(statuses.flat()).toEqual(['created', 'exceeds_credits', 'created']);
      await Promise.all(submissions.map((one) => engine.submit(one)));
      expect(await published(asked.map(({ id }) => id))).toEqual([
        { key: asked[0]?.id },
        { key: asked[2]?.id },
      ]);
    });
  });

  test('what finds no room is refused with a code, and nothing of it is made', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const engine = await engineOn({ waitingMax: 2 });
    const asked = Array.from({ length: 5 }, () => payment(from, to, 1n));
    const outcomes = await Promise.allSettled(
      asked.map((one) => engine.submit({ transfers: [one] })),
    );
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(refusals).toHaveLength(3);
    expect(refusals[0]).toMatchObject({ code: 'ledger.overloaded' });
    expect(await standing(asked.map(({ id }) => id))).toBe(2);
    await engine.close();
    await expect(engine.submit({ transfers: asked })).rejects.toThrow('very busy');
  });
});

// The ways of a batch on row locks that faults of the way alone do not reach.
type Work = (tx: Tx) => Promise<unknown>;
type Trouble = (work: Work) => Promise<unknown>;

/** A database whose next transactions meet what a test has in store for them. */
function troubled(troubles: Trouble[]): Database {
  const { database } = bank;
  return {
    ...database,
    transact: async <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
      const trouble = troubles.shift();
      return trouble === undefined ? database.transact(work) : ((await trouble(work)) as T);
    },
  };
}

/** The commit takes place, and its answer is lost. */
const lostAfter: Trouble = async (work) => {
  await bank.database.transact(work);
  throw new OutcomeUnknown('cut after the commit');
};

/** The connection's own process is killed right before the commit reaches it. */
const lostBefore: Trouble = (work) =>
  bank.database.transact(async (tx) => {
    const done = await work(tx);
    const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
    await asOwner(bank.url, `select pg_terminate_backend(${self?.pid}, 5000)`);
    return done;
  });

const sqlEngineOn = (database: Database) => sqlEngine(database, { patienceMs: 2_000 });

describe('engine sql, a commit that was cut off', () => {
  const pair = async (): Promise<{ made: NewTransfer; refused: NewTransfer }> => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    return { made: payment(from, to, 60n), refused: payment(from, to, 60n) };
  };

  test.each([
    ['after it took place', [lostAfter]],
    ['before it took place', [lostBefore]],
    ['twice, and once it took place', [lostBefore, lostAfter]],
  ] satisfies [string, Trouble[]][])(
    '%s: each caller gets the answer of the books',
    async (_name, troubles) => {
      const { made, refused } = await pair();
      const engine = sqlEngineOn(troubled([...troubles]));
      const answers = [made, refused, made].map((one) => engine.submit({ transfers: [one] }));
      expect((await Promise.all(answers)).flat()).toEqual(['created', 'exceeds_credits', 'exists']);
      expect(await standing([made.id, refused.id])).toBe(1);
      const again = await engine.submit({ transfers: [made, refused] });
      expect(again).toEqual(['exists', 'id_already_failed']);
    },
  );

  test('and only refusals in it: they stay refused, for the same reason', async () => {
    const { refused } = await pair();
    const one = { ...refused, amountMinor: 101n };
    const engine = sqlEngineOn(troubled([lostAfter]));
    expect(await engine.submit({ transfers: [one] })).toEqual(['exceeds_credits']);
  });

  test('while another process made the same transfer: it is not taken for ours', async () => {
    const { made } = await pair();
    // Ours is rolled back after its verdict; the rival comes before the second look.
    const overtaken: Trouble = async (work) => {
      const lost = await lostBefore(work).catch((error: unknown) => error);
      await bank.database.transact((tx) => post(tx, [made]));
      throw lost;
    };
    const engine = sqlEngineOn(troubled([overtaken]));
    expect(await engine.submit({ transfers: [made] })).toEqual(['exists']);
  });

  test('and nobody to ask: the outcome is told as unknown, the next call knows it', async () => {
    const { made } = await pair();
    const away: Trouble = async () => {
      throw new Error('connection refused');
    };
    const engine = sqlEngine(troubled([lostAfter, ...Array<Trouble>(40).fill(away)]), {
      patienceMs: 300,
    });
    await expect(engine.submit({ transfers: [made] })).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await sqlEngineOn(bank.database).submit({ transfers: [made] })).toEqual(['exists']);
  });
});

describe('engine sql, the database dies', () => {
  test('under a batch: its callers are told that nothing was made, the next batch is', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const engine = sqlEngineOn(bank.database);
    const one = payment(from, to, 10n);
    // Somebody holds the account, so that the batch is inside its transaction when it is shot.
    const shot = await bank.database.transact(async (tx) => {
      await post(tx, [payment(from, to, 1n)]);
      const outcome = engine.submit({ transfers: [one] }).catch((error: unknown) => error);
      await expect
        .poll(() => killWaiting(), { interval: 20, timeout: 10_000 })
        .toBeGreaterThanOrEqual(1);
      return outcome;
    });
    expect(shot).toBeInstanceOf(Error);
    expect(shot).not.toBeInstanceOf(OutcomeUnknown);
    expect(await standing([one.id])).toBe(0);
    expect(await engine.submit({ transfers: [one] })).toEqual(['created']);
  });

  async function killWaiting(): Promise<number> {
    const rows = await asOwner<object>(
      bank.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows.length;
  }
});
