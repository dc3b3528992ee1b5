// Engine memory among others: what is under way is relied on by nobody, whoever breaks off leaves
// nothing behind, and at any time one process at most writes the books.

import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLedger } from '#ledger';
import { OutcomeUnknown, type Tx } from '#platform';
import { asOwner } from '../../../platform/testing/as-owner.ts';
import { serverOn } from '../../../platform/testing/own-postgres.ts';
import { bankAccounts } from '../bank-accounts.ts';
import { openAccounts } from '../open-accounts.ts';
import { post } from '../post.ts';
import { accountsById, transfersById } from '../store-lookups.ts';
import { auditLedger } from '../testing/audit.ts';
import {
  heldBatches,
  holdBatches,
  killBackends,
  killDuty,
  memoryBank,
  openMemory,
  type MemoryBank,
} from '../testing/memory-scene.ts';
import { customers, payment } from '../testing/scene.ts';
import { posting, type NewTransfer } from '../transfer.ts';
import { deferred } from './waiting.ts';

let bank: MemoryBank;
beforeEach(async () => {
  bank = await memoryBank({ inTheWayMs: 300, patienceMs: 5_000 });
});
afterEach(async () => {
  await bank.engine.close();
  expect(await auditLedger(bank)).toEqual({});
  await bank.close();
});

const submit = async (...transfers: NewTransfer[]) => bank.engine.submit({ transfers });
const postNow = (...transfers: NewTransfer[]) =>
  bank.database.transact((tx) => post(tx, transfers));

async function balanceOf(id: string): Promise<bigint> {
  const [account] = await bank.database.read((tx) => accountsById(tx, [id]));
  return (account?.creditsPostedMinor ?? 0n) - (account?.debitsPostedMinor ?? 0n);
}

async function standing(transfers: readonly NewTransfer[]): Promise<number> {
  const ids = transfers.map(({ id }) => id);
  return (await bank.database.read((tx) => transfersById(tx, ids))).length;
}

/** A use case's transaction that stays open until it is told to end. */
async function openUseCase() {
  const began = deferred<Tx>();
  const end = deferred<'commit' | 'roll back'>();
  const ended = bank.database
    .transact(async (tx) => {
      began.resolve(tx);
      if ((await end.promise) === 'roll back') throw new Error('the use case said no');
    })
    .catch((error: unknown) => error);
  const tx = await began.promise;
  return { tx, end: (how: 'commit' | 'roll back') => (end.resolve(how), ended) };
}

describe('while a batch is not committed', () => {
  test('a posting relies on nothing of it, and the next batch on all of it', async () => {
    const [rich = '', poor = '', other = ''] = await customers(bank, 3, 100n);
    await submit(payment(poor, other, 100n));
    const letGo = await holdBatches(bank);
    const first = submit(payment(rich, poor, 80n));
    await expect.poll(() => heldBatches(bank)).toBe(1);
    expect(await postNow(payment(poor, other, 50n))).toEqual(['exceeds_credits']);
    // What the batch takes is gone at once.
    expect(await postNow(payment(rich, other, 50n))).toEqual(['exceeds_credits']);
    const second = submit(payment(poor, other, 50n));
    await letGo();
    expect([await first, await second]).toEqual([['created'], ['created']]);
    expect(await postNow(payment(poor, other, 30n))).toEqual(['created']);
  });

  test('whoever names an id of it waits for it', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const one = payment(from, to, 10n);
    const letGo = await holdBatches(bank);
    const answers = [submit(one), submit(one)];
    await expect.poll(() => heldBatches(bank)).toBe(1);
    answers.push(postNow(one));
    await letGo();
    expect(await Promise.all(answers)).toEqual([['created'], ['exists'], ['exists']]);
  });

  test('its duplicates are not acknowledged when it fails', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const one = payment(from, to, 60n);
    const letGo = await holdBatches(bank);
    const answers = [submit(one), submit(one), submit(payment(from, to, 60n))];
    await expect.poll(() => heldBatches(bank)).toBe(1);
    await killBackends(bank, 'select ledger.append%');
    expect(await standing([one])).toBe(0);
    await letGo();
    expect(await Promise.all(answers)).toEqual([['created'], ['exists'], ['exceeds_credits']]);
    expect(await balanceOf(to)).toBe(160n);
  });
});

describe('while a use case is open', () => {
  test('what it takes is gone, what it gives is not there; then both are true', async () => {
    const [from = '', to = '', other = ''] = await customers(bank, 3, 100n);
    const { tx, end } = await openUseCase();
    expect(await post(tx, [payment(from, to, 70n)])).toEqual(['created']);
    expect(await submit(payment(from, other, 40n))).toEqual(['exceeds_credits']);
    expect(await submit(payment(to, other, 110n))).toEqual(['exceeds_credits']);
    // The use case itself may spend what it was given.
    expect(await post(tx, [payment(to, other, 110n)])).toEqual(['created']);
    await end('commit');
    expect(await submit(payment(other, from, 210n), payment(to, from, 60n))).toEqual([
      'created',
      'created',
    ]);
  });

  test('what it took is back when it says no', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const { tx, end } = await openUseCase();
    expect(await post(tx, [payment(from, to, 70n)])).toEqual(['created']);
    await end('roll back');
    expect(await submit(payment(from, to, 100n))).toEqual(['created']);
  });

  test('whoever names an id of it waits for its end, but not for ever', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const hold = { ...payment(from, to, 70n), flags: { pending: true } };
    const { tx, end } = await openUseCase();
    expect(await post(tx, [hold])).toEqual(['created']);
    const [late] = await Promise.allSettled([submit(posting(randomUUID(), hold.id))]);
    expect(late).toMatchObject({ reason: { code: 'ledger.overloaded' } });
    const waiting = submit(posting(randomUUID(), hold.id));
    await end('commit');
    expect(await waiting).toEqual(['created']);
  });

  test('nobody else can use an account that it has opened', async () => {
    const [from = ''] = await customers(bank, 1, 100n);
    const id = randomUUID();
    const { tx, end } = await openUseCase();
    const account = { id, ledger: 156, code: 2010, flags: { debitsMustNotExceedCredits: true } };
    expect(await openAccounts(tx, [account])).toEqual(['created']);
    expect(await post(tx, [payment(from, id, 60n)])).toEqual(['created']);
    const early = submit(payment(from, id, 10n));
    await end('commit');
    expect(await early).toEqual(['created']);
    expect(await submit(payment(id, from, 71n))).toEqual(['exceeds_credits']);
    expect(await submit(payment(id, from, 70n))).toEqual(['created']);
  });

  test('and is cut off while committing: memory begins anew and is right', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const work = bank.database.transact(async (tx) => {
      await post(tx, [payment(from, to, 70n)]);
      const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await asOwner(bank.url, `select pg_terminate_backend(${self?.pid}, 5000)`);
    });
    await expect(work).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(await submit(payment(from, to, 100n))).toEqual(['created']);
  });
});

describe('when a term ends', () => {
  test('under load, by any lost connection: each acknowledged transfer is there once', async () => {
    const ids = await customers(bank, 10, 1_000n);
    const asked: NewTransfer[] = [];
    const pay = (index: number): NewTransfer => {
      const one = payment(ids[index % 10] ?? '', ids[(index + 1) % 10] ?? '', 1n);
      asked.push(one);
      return one;
    };
    const work = Array.from({ length: 300 }, async (_, index) => {
      if (index % 100 === 50) await killDuty(bank);
      if (index % 100 === 75) await killBackends(bank, 'select ledger.append%');
      const one = pay(index);
      // A use case may lose its own connection, and then nothing was made.
      return index % 5 === 0 ? postNow(one).catch(() => submit(one)) : submit(one);
    });
    const answers = await Promise.all(work);
    expect(new Set(answers.flat())).toEqual(new Set(['created']));
    expect(await standing(asked)).toBe(asked.length);
  });

  test('a use case that has posted begins again', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    let runs = 0;
    const statuses = await bank.database.transact(async (tx) => {
      runs++;
      const made = await post(tx, [payment(from, to, 10n)]);
      if (runs === 1) bank.engine.term()?.stop(new Error('trouble'));
      return [...made, ...(await post(tx, [payment(from, to, 20n)]))];
    });
    expect([runs, statuses]).toEqual([2, ['created', 'created']]);
    expect(await balanceOf(to)).toBe(130n);
  });

  test('because the books were taken from it: it commits nothing more of that term', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    await asOwner(bank.url, `select ledger.take_over('memory')`);
    const one = payment(from, to, 10n);
    expect(await submit(one)).toEqual(['created']);
    await asOwner(bank.url, `select ledger.take_over('memory')`);
    expect(await postNow(payment(from, to, 10n))).toEqual(['created']);
    expect(await submit(one)).toEqual(['exists']);
  });
});

test.each([0, 1, 2, 3])(
  'who asks again as soon as it is refused, %i steps later, has an answer',
  async (steps) => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    await bank.engine.close();
    const hasty = openMemory(bank, { patienceMs: 0 });
    await hasty.ready();
    const letGo = await holdBatches(bank);
    const asking = hasty.submit({ transfers: [payment(from, to, 10n)] }).catch(async () => {
      for (let step = 0; step < steps; step++) await Promise.resolve();
      return hasty.submit({ transfers: [payment(from, to, 10n)] });
    });
    await expect.poll(() => heldBatches(bank)).toBe(1);
    // Its batch is lost, and when the next term begins it is too late to be judged again.
    await killBackends(bank, 'select ledger.append%');
    await letGo();
    expect(await asking).toEqual(['created']);
    await hasty.close();
  },
);

describe('a submission that only the database can fault', () => {
  test('fails alone, and the others are made', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const asked = Array.from({ length: 9 }, (_, index) => payment(from, to, BigInt(index + 1)));
    const payload = { text: 'no text can hold \u0000' };
    const outcomes = await Promise.allSettled(
      asked.map((one, index) =>
        bank.engine.submit({
          transfers: [one],
          ...(index === 4 && { events: [{ topic: 'ledger.test', key: one.id, payload }] }),
        }),
      ),
    );
    const rejected = outcomes.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []));
    expect([rejected, await standing(asked)]).toEqual([[4], 8]);
  });
});

describe('two processes', () => {
  function secondProcess() {
    const { database } = serverOn(bank.url, bank.clock);
    const engine = openMemory({ database }, { postingPatienceMs: 200 });
    const close = async (): Promise<void> => {
      await engine.close();
      await database.close();
    };
    return { database, engine, close };
  }

  test('one writes, the other stands by and takes over', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const other = secondProcess();
    const one = payment(from, to, 10n);
    const refused = await Promise.allSettled([
      other.engine.submit({ transfers: [one] }),
      other.database.transact((tx) => post(tx, [one])),
    ]);
    expect(refused).toMatchObject([
      { reason: { code: 'ledger.overloaded' } },
      { reason: { code: 'ledger.overloaded' } },
    ]);
    await bank.engine.close();
    await other.engine.ready();
    expect(await other.database.transact((tx) => post(tx, [one]))).toEqual(['created']);
    expect(await other.engine.submit({ transfers: [one] })).toEqual(['exists']);
    await other.close();
  });

  test('one loses its connections: either goes on, and never both', async () => {
    const [from = '', to = ''] = await customers(bank, 2, 100n);
    const other = secondProcess();
    const asked = Array.from({ length: 40 }, () => payment(from, to, 1n));
    const answers = await Promise.all(
      asked.map(async (one, index) => {
        if (index % 10 === 5) await killDuty(bank);
        const engine = index % 2 === 0 ? bank.engine : other.engine;
        return engine.submit({ transfers: [one] }).catch((error: unknown) => error);
      }),
    );
    const made = asked.filter((_, index) => Array.isArray(answers[index]));
    expect(await standing(made)).toBe(made.length);
    expect(await balanceOf(to)).toBe(100n + BigInt(await standing(asked)));
    await other.close();
  });
});

test('books that are given back are written by engine sql, and taken again', async () => {
  const [from = '', to = ''] = await customers(bank, 2, 100n);
  await bank.engine.close();
  const sql = await openLedger(bank.database, { engine: 'sql' });
  expect(await sql.submit({ transfers: [payment(from, to, 60n)] })).toEqual(['created']);
  await sql.close();
  const again = openMemory(bank);
  await again.ready();
  expect(await again.submit({ transfers: [payment(from, to, 60n)] })).toEqual(['exceeds_credits']);
  expect(await again.submit({ transfers: [payment(to, from, 160n)] })).toEqual(['created']);
  await again.close();
});

test('engine sql is not opened beside a living engine memory', async () => {
  await expect(openLedger(bank.database, { engine: 'sql' })).rejects.toThrow('stop it first');
});

test('sums and statement lines catch up behind the commits', async () => {
  const [from = '', to = ''] = await customers(bank, 2, 100n);
  await submit(payment(from, to, 60n));
  const foldedSums = async (): Promise<unknown> =>
    asOwner(
      bank.url,
      `select credits_posted_minor::text as sum from ledger.accounts where id = '${to}'`,
    );
  await expect.poll(foldedSums).toEqual([{ sum: '160' }]);
  expect(await balanceOf(bankAccounts.cardSettlement)).toBe(-200n);
});
