// Whoever wants to hear how a transaction ended hears it once, and the truth; also of a part that
// was undone under a savepoint.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from '../testing/as-owner.ts';
import { testDatabase, type TestDatabase } from '../testing.ts';
import { OutcomeUnknown, RunAgain } from './database.ts';
import type { Tx } from './transaction.ts';

let bank: TestDatabase;
beforeAll(async () => {
  bank = await testDatabase({ module: 'platform' });
});
afterAll(() => bank.close());

/** Runs work that notes each ending under a name. */
async function endingsOf(
  work: (tx: Tx, note: (name: string) => void) => Promise<unknown>,
): Promise<string[]> {
  const heard: string[] = [];
  await bank.database
    .transact((tx) => work(tx, (name) => tx.atEnd((ending) => heard.push(`${name} ${ending}`))))
    .then(
      () => heard.push('went on'),
      (error: Error) => heard.push(error.name),
    );
  return heard;
}

const no = async (): Promise<never> => {
  throw new Error('no');
};

describe('endings', () => {
  test.each([
    ['a commit, before the caller goes on', async () => undefined, ['work committed', 'went on']],
    ['an error', no, ['work rolled_back', 'Error']],
    [
      'a statement that failed and was swallowed',
      (tx: Tx) => tx.query('selec').catch(() => undefined),
      ['work rolled_back', 'Error'],
    ],
  ])('%s', async (_name, rest, expected) => {
    const heard = await endingsOf(async (tx, note) => {
      note('work');
      await rest(tx);
    });
    expect(heard).toEqual(expected);
  });

  test('a part that is undone, at once; what was before it, with the whole', async () => {
    const heard = await endingsOf(async (tx, note) => {
      note('before');
      await tx.nested(async () => {
        note('kept');
        await tx.nested(async () => note('kept, too'));
      });
      await tx
        .nested(async () => {
          note('undone');
          await tx.query('selec');
        })
        .catch(() => note('after'));
      expect(await tx.query('select 1 as one')).toEqual([{ one: 1 }]);
    });
    expect(heard).toEqual([
      'undone rolled_back',
      'before committed',
      'kept committed',
      'kept, too committed',
      'after committed',
      'went on',
    ]);
  });

  test('a connection cut while committing: nobody knows', async () => {
    const heard = await endingsOf(async (tx, note) => {
      note('work');
      const [self] = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await asOwner(bank.url, `select pg_terminate_backend(${self?.pid}, 5000)`);
    });
    expect(heard).toEqual(['work unknown', OutcomeUnknown.name]);
  });

  test('a part rolls back what it wrote', async () => {
    const insert = `insert into platform.outbox_subscriptions values ('parts', $1)`;
    await bank.database.transact(async (tx) => {
      await tx.query(insert, ['kept']);
      await tx
        .nested(async () => {
          await tx.query(insert, ['undone']);
          throw new Error('no');
        })
        .catch(() => undefined);
    });
    const rows = await bank.database.read((tx) =>
      tx.query(`select topic from platform.outbox_subscriptions where subscriber = 'parts'`),
    );
    expect(rows).toEqual([{ topic: 'kept' }]);
  });
});

test('work that asks for it runs again from the start', async () => {
  let runs = 0;
  const result = await bank.database.transact(async () => {
    if (++runs < 3) throw new RunAgain('met another');
    return runs;
  });
  expect(result).toBe(3);
});

describe('a connection of its own', () => {
  test('commits each statement, and whole transactions', async () => {
    const session = await bank.database.connect();
    expect(await session.now()).toBe(bank.clock.now());
    const [[one], [two]] = await Promise.all([
      session.query<{ pid: number }>('select pg_backend_pid() as pid'),
      session.transact((tx) => tx.query<{ pid: number }>('select pg_backend_pid() as pid')),
    ]);
    expect(one?.pid).toBe(two?.pid);
    await session.close();
    expect(session.isOpen()).toBe(false);
  });

  test('can be cut, whatever it is waiting for', async () => {
    const session = await bank.database.connect();
    const sleeping = session.query('select pg_sleep(60)');
    session.cut();
    await expect(sleeping).rejects.toThrow();
  });

  test('tells that it is lost, and fails from then on', async () => {
    let losses = 0;
    const session = await bank.database.connect(() => losses++);
    const [self] = await session.query<{ pid: number }>('select pg_backend_pid() as pid');
    await asOwner(bank.url, `select pg_terminate_backend(${self?.pid}, 5000)`);
    await expect.poll(() => losses).toBe(1);
    expect(session.isOpen()).toBe(false);
    await expect(session.query('select 1')).rejects.toThrow();
  });
});
