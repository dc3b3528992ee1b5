// Use cases' transactions and submissions in any order, each committed, rolled back, or rolled back
// in part: whichever of the open ones are committed in the end, no limit is passed. When all have
// ended, memory and database say the same.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '#platform';
import { testDatabase, type TestDatabase } from '../../../platform/testing.ts';
import { auditLedger } from '../testing/audit.ts';
import { openAccounts } from '../open-accounts.ts';
import { accountsById } from '../store-lookups.ts';
import { posting, voiding, type NewTransfer } from '../transfer.ts';
import { setMemoryOf } from './at-home.ts';
import { memoryEngine, type MemoryEngine } from './memory-engine.ts';
import { accountIn, slotOf } from './slots.ts';
import { deferred } from './waiting.ts';

let bank: TestDatabase;
let engine: MemoryEngine;
beforeAll(async () => {
  bank = await testDatabase({ module: 'ledger' });
  engine = memoryEngine(bank.database);
  setMemoryOf(bank.database, engine);
  await engine.ready();
});
afterAll(async () => {
  await engine.close();
  setMemoryOf(bank.database, undefined);
  expect(await auditLedger(bank)).toEqual({});
  await bank.close();
});

const ACCOUNTS = 4;
const USE_CASES = 3;

type Move = { from: number; distance: number; amount: bigint; kind: 'move' | 'hold' };
type MoveStep = Move & { do: 'post' | 'postUndone' | 'submit'; who: number };
type Step =
  | MoveStep
  | { do: 'resolve' | 'postResolution'; who: number; which: number; part: bigint | 'void' }
  | { do: 'commit' | 'rollBack'; who: number };

const who = fc.nat(USE_CASES - 1);
const steps = fc.array(
  fc.oneof(
    {
      weight: 7,
      arbitrary: fc.record({
        do: fc.constantFrom('post', 'post', 'postUndone', 'submit'),
        who,
        from: fc.nat(ACCOUNTS),
        distance: fc.integer({ min: 1, max: ACCOUNTS }),
        amount: fc.bigInt({ min: 0n, max: 60n }),
        kind: fc.constantFrom('move', 'move', 'hold'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constantFrom('resolve', 'postResolution'),
        who,
        which: fc.nat(5),
        part: fc.constantFrom<bigint | 'void'>('void', 1n, 30n),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('commit', 'rollBack'), who }) },
  ),
  { minLength: 5, maxLength: 40 },
) as fc.Arbitrary<Step[]>;

/** What one account gets: nothing may be relied on that another transaction has not committed. */
type Effects = Map<string, bigint>;

/** A use case whose transaction stays open until the test says how it ends. */
async function openUseCase() {
  const began = deferred<Tx>();
  const end = deferred<'commit' | 'rollBack'>();
  const ended = bank.database
    .transact(async (tx) => {
      began.resolve(tx);
      if ((await end.promise) === 'rollBack') throw new Error('the use case said no');
    })
    .catch(() => undefined);
  const effects: Effects = new Map();
  const tx = await began.promise;
  return {
    tx,
    effects,
    holds: [] as NewTransfer[],
    end: async (how: 'commit' | 'rollBack') => {
      end.resolve(how);
      await ended;
    },
  };
}

type UseCase = Awaited<ReturnType<typeof openUseCase>>;

/** One play: limited accounts with some money, and one that gives without a limit. */
async function openPlay() {
  const ids = Array.from({ length: ACCOUNTS + 1 }, () => randomUUID());
  await bank.database.transact((tx) =>
    openAccounts(
      tx,
      ids.map((id, index) => ({
        id,
        ledger: 156,
        code: 2010,
        flags: { debitsMustNotExceedCredits: index > 0 },
      })),
    ),
  );
  const open = new Map<number, UseCase>();
  const holds: NewTransfer[] = [];

  const transferOf = ({ from, distance, amount, kind }: Move): NewTransfer => ({
    id: randomUUID(),
    debitAccountId: ids[from] ?? '',
    creditAccountId: ids[(from + distance) % ids.length] ?? '',
    amountMinor: amount,
    ledger: 156,
    code: 1,
    flags: { pending: kind === 'hold' },
  });
  const useCase = async (number: number): Promise<UseCase> => {
    const one = open.get(number) ?? (await openUseCase());
    open.set(number, one);
    return one;
  };
  return { ids, open, holds, transferOf, useCase };
}

type Play = Awaited<ReturnType<typeof openPlay>>;

async function take(play: Play, step: Step): Promise<void> {
  const { holds, useCase } = play;
  if (step.do === 'commit' || step.do === 'rollBack') {
    const one = play.open.get(step.who);
    play.open.delete(step.who);
    await one?.end(step.do);
    if (step.do === 'commit') holds.push(...(one?.holds ?? []));
    return;
  }
  if ('which' in step) {
    const [hold] = holds.splice(step.which % Math.max(1, holds.length), 1);
    if (hold === undefined) return;
    const one =
      step.part === 'void'
        ? voiding(randomUUID(), hold.id)
        : posting(randomUUID(), hold.id, step.part < hold.amountMinor ? step.part : undefined);
    if (step.do === 'resolve') await engine.submit({ transfers: [one] });
    else await engine.post((await useCase(step.who)).tx, [one]);
    return;
  }
  if ('from' in step) await move(play, step);
}

async function move({ holds, transferOf, useCase }: Play, step: MoveStep): Promise<void> {
  const one = transferOf(step);
  if (step.do === 'submit') {
    const [status] = await engine.submit({ transfers: [one] });
    if (status === 'created' && step.kind === 'hold') holds.push(one);
    return;
  }
  const { tx, effects, holds: own } = await useCase(step.who);
  const part = tx.nested(async () => {
    const [status] = await engine.post(tx, [one]);
    if (step.do === 'postUndone') throw new Error('this part said no');
    if (status !== 'created') return;
    add(effects, one.debitAccountId, -one.amountMinor);
    if (step.kind === 'move') add(effects, one.creditAccountId, one.amountMinor);
    else own.push(one);
  });
  await part.catch(() => undefined);
}

function add(effects: Effects, id: string, minor: bigint): void {
  effects.set(id, (effects.get(id) ?? 0n) + minor);
}

/** What can be spent from an account by what is committed. */
async function availableIn(ids: readonly string[]): Promise<Map<string, bigint>> {
  const accounts = await bank.database.read((tx) => accountsById(tx, ids));
  return new Map(
    accounts.map((one) => [
      one.id,
      one.creditsPostedMinor - one.debitsPostedMinor - one.debitsPendingMinor,
    ]),
  );
}

/** Were exactly those open transactions committed that take from an account, it must hold. */
async function expectCovered({ ids, open }: Play): Promise<void> {
  const available = await availableIn(ids);
  for (const id of ids.slice(1)) {
    let worst = available.get(id) ?? 0n;
    for (const { effects } of open.values()) {
      const minor = effects.get(id) ?? 0n;
      if (minor < 0n) worst += minor;
    }
    expect(worst).toBeGreaterThanOrEqual(0n);
  }
}

async function expectSame({ ids }: Play): Promise<void> {
  const slots = engine.term()?.books.slots;
  expect(slots).toBeDefined();
  if (slots === undefined) return;
  for (const account of await bank.database.read((tx) => accountsById(tx, ids))) {
    const slot = slotOf(slots, account.id);
    if (slot < 0) continue;
    const { id, ledger, flags, ...rest } = accountIn(slots, slot, account.id);
    const { debitsPendingMinor, debitsPostedMinor, creditsPendingMinor, creditsPostedMinor } = rest;
    expect(account).toMatchObject({
      id,
      ledger,
      flags,
      debitsPendingMinor,
      debitsPostedMinor,
      creditsPendingMinor,
      creditsPostedMinor,
    });
  }
}

describe('what a transaction takes is gone for others', () => {
  test('whoever commits: debits are covered, and memory is what the database says', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const play = await openPlay();
        await engine.submit({
          transfers: play.ids
            .slice(1)
            .map((_, index) =>
              play.transferOf({ from: 0, distance: index + 1, amount: 50n, kind: 'move' }),
            ),
        });
        for (const step of all) {
          await take(play, step);
          await expectCovered(play);
        }
        for (const [number, one] of play.open) {
          play.open.delete(number);
          await one.end(number % 2 === 0 ? 'commit' : 'rollBack');
          await expectCovered(play);
        }
        await expectSame(play);
      }),
      { numRuns: 30 },
    );
  }, 120_000);
});
