// Plays a tangled history on a real database and notes who asked what when, what was answered, and
// what became of each transaction. Judges nothing.

import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import type { TestDatabase } from '../../../platform/testing.ts';
import type { NewAccount } from '../account.ts';
import type { Engine } from '../engine.ts';
import { openAccounts } from '../open-accounts.ts';
import { pendingExpiry } from '../pending-expiry.ts';
import { post } from '../post.ts';
import type { NewTransfer } from '../transfer.ts';
import { foldBehindMark } from '../store-fold.ts';
import { lookAt, type Look } from './look.ts';
import { FUNDING, moved, OWN_LEDGER, STANDING_ACCOUNTS } from './tangles.ts';
import type { Ask, TangleStep } from './tangles.ts';

/** One call that was judged: when it was made and answered, and from which moment on. */
export type Call = {
  readonly transfers: readonly NewTransfer[];
  readonly accounts: readonly NewAccount[];
  readonly statuses: readonly string[];
  readonly since: number;
  readonly until: number;
  readonly moments: readonly [from: Instant, to: Instant];
  /** Whether its transaction went back to the savepoint before it. */
  readonly undone: boolean;
};

/** What commits or does not commit as one: a submission, a transaction, a round of expiry. */
export type Act = {
  readonly since: number;
  until: number;
  outcome: 'committed' | 'rolled back' | { readonly error: unknown };
  calls: Call[];
  /** The moment of a round that frees what is overdue. */
  readonly expiry: Instant | undefined;
  readonly isSubmission: boolean;
};

export type Played = {
  readonly acts: readonly Act[];
  readonly looks: readonly Look[];
  /** Every moment at which the clock stood. */
  readonly moments: readonly Instant[];
  readonly transferIds: readonly string[];
};

/** A step that has no answer after this waits for somebody; the history goes on meanwhile. */
const ANSWERED_WITHIN_MS = 15;
/** With more under way at once, too many outcomes are right for a test to say much. */
const CROWD_MAX = 5;
const FIRST_LEDGER = 1_000;
/** Longer than a history can take: what has not ended by then never will. */
const ENDED_WITHIN_MS = 30_000;

/** Where a history is played, and what has been noted of it so far. */
type Stage = {
  readonly bank: TestDatabase;
  readonly engine: Engine;
  readonly play: number;
  readonly ledger: number;
  readonly acts: Act[];
  readonly looks: Look[];
  readonly moments: Instant[];
  readonly asked: NewTransfer[];
  readonly accountIds: Set<string>;
  readonly ending: Promise<void>[];
  readonly slots: Map<number, Slot>;
  readonly tick: () => number;
};

/** A step of a transaction, in the ids of the play. */
type TxStep =
  | { readonly do: 'post'; readonly batch: readonly NewTransfer[]; readonly undone: boolean }
  | { readonly do: 'open'; readonly accounts: readonly NewAccount[] }
  | { readonly do: 'end'; readonly keep: boolean };

type Slot = {
  readonly act: Act;
  readonly push: (step: TxStep) => Promise<unknown>;
  readonly ended: Promise<void>;
};

/** Plays a history under ids of its own and waits until all of it has ended. */
export async function playTangle(
  bank: TestDatabase,
  engine: Engine,
  play: number,
  steps: readonly TangleStep[],
): Promise<Played> {
  let ticks = 0;
  const stage: Stage = {
    bank,
    engine,
    play,
    ledger: FIRST_LEDGER + play,
    acts: [],
    looks: [],
    moments: [bank.clock.now()],
    asked: [],
    accountIds: new Set(),
    ending: [],
    slots: new Map(),
    tick: () => ++ticks,
  };
  await take(stage, { do: 'open', slot: undefined, accounts: STANDING_ACCOUNTS });
  await take(stage, { do: 'submit', submissions: [FUNDING] });
  for (const step of steps) {
    await Promise.race([take(stage, step), pause(ANSWERED_WITHIN_MS)]);
    if (stage.acts.filter(({ until }) => until === Infinity).length > CROWD_MAX) await endOf(stage);
  }
  await endOf(stage);
  bank.clock.advance(0.001);
  stage.moments.push(bank.clock.now());
  await look(stage);
  // The first of them makes the mark that the second one may fold up to.
  for (const atMost of [1, 7]) await fold(stage, atMost);
  await look(stage);
  const transferIds = [...new Set(stage.asked.map(({ id }) => id))];
  return { acts: stage.acts, looks: stage.looks, moments: stage.moments, transferIds };
}

/** Lets every transaction commit and waits until nothing is under way. */
async function endOf({ ending, acts, slots }: Stage): Promise<void> {
  // One of the slots always ends badly.
  for (const [slot, { push }] of slots) void push({ do: 'end', keep: slot > 0 });
  const timer = new AbortController();
  const late = pause(ENDED_WITHIN_MS, undefined, { signal: timer.signal }).then(() => {
    const hanging = acts.filter(({ until }) => until === Infinity);
    throw new Error(`${hanging.length} of ${acts.length} acts never end`);
  });
  await Promise.race([Promise.all(ending), late]);
  timer.abort();
  await late.catch(() => undefined);
}

async function take(stage: Stage, step: TangleStep): Promise<unknown> {
  switch (step.do) {
    case 'submit': {
      const submissions = step.submissions.map((batch) => batch.map((ask) => resolved(stage, ask)));
      return Promise.all(submissions.map((transfers) => submit(stage, transfers)));
    }
    case 'post': {
      const batch = step.batch.map((ask) => resolved(stage, ask));
      return inSlot(stage, step.slot, { do: 'post', batch, undone: step.undone });
    }
    case 'open': {
      const accounts = step.accounts.map((one) => owned(stage, one));
      for (const { id } of accounts) stage.accountIds.add(id);
      return inSlot(stage, step.slot, { do: 'open', accounts });
    }
    case 'end':
      return stage.slots.get(step.slot)?.push(step);
    case 'pass': {
      const { clock, database } = stage.bank;
      clock.advance(step.seconds);
      stage.moments.push(clock.now());
      return noteEnd(stage, begin(stage, clock.now()), pendingExpiry.run(database));
    }
    case 'fold':
      return fold(stage, step.atMost);
    case 'look':
      return look(stage);
  }
}

function submit(stage: Stage, transfers: readonly NewTransfer[]): Promise<void> {
  const act = begin(stage, undefined, true);
  const about = { transfers, from: stage.bank.clock.now() };
  const work = call(stage, about, () => stage.engine.submit({ transfers }));
  return noteEnd(
    stage,
    act,
    work.then((one) => act.calls.push(one)),
  );
}

function fold(stage: Stage, atMost: number): Promise<void> {
  const { database } = stage.bank;
  const work = database.transact((tx) => foldBehindMark(tx, atMost));
  return noteEnd(stage, begin(stage), work);
}

async function look(stage: Stage): Promise<void> {
  const since = stage.tick();
  const { accountIds, ledger } = stage;
  const moments = [...stage.moments];
  let until = Infinity;
  const onSnapshot = (): void => void (until = stage.tick());
  const seen = await lookAt(stage.bank.database, [...accountIds], ledger, moments, onSnapshot);
  stage.looks.push({ ...seen, since, until, ledger, moments });
}

function begin(stage: Stage, expiry?: Instant, isSubmission = false): Act {
  const since = stage.tick();
  const outcome = 'rolled back';
  const act: Act = { since, until: Infinity, outcome, calls: [], expiry, isSubmission };
  stage.acts.push(act);
  return act;
}

function noteEnd(stage: Stage, act: Act, work: Promise<unknown>): Promise<void> {
  const ended = (outcome: Act['outcome']): void => {
    act.outcome = outcome;
    act.until = stage.tick();
  };
  const noted = work.then(
    () => ended('committed'),
    (error: unknown) => ended(error instanceof TakenBack ? 'rolled back' : { error }),
  );
  stage.ending.push(noted);
  return noted;
}

async function call(
  { tick, bank }: Stage,
  about: Partial<Pick<Call, 'transfers' | 'accounts' | 'undone'>> & { readonly from: Instant },
  work: () => Promise<readonly string[]>,
): Promise<Call> {
  const { transfers = [], accounts = [], undone = false, from } = about;
  const since = tick();
  const statuses = await work();
  const moments = [from, bank.clock.now()] as const;
  return { transfers, accounts, statuses, since, until: tick(), moments, undone };
}

/** Hands a step to the transaction of a slot; without a slot, to one of its own that commits. */
function inSlot(stage: Stage, number: number | undefined, step: TxStep): Promise<unknown> {
  if (number === undefined) {
    const own = transaction(stage);
    void own.push(step);
    void own.push({ do: 'end', keep: true });
    return own.ended;
  }
  let slot = stage.slots.get(number);
  if (slot === undefined || slot.act.until < Infinity) slot = transaction(stage);
  stage.slots.set(number, slot);
  return slot.push(step);
}

/** A transaction that waits for its steps; run again, it takes the same steps again. */
function transaction(stage: Stage): Slot {
  const script: { step: TxStep; done: () => void }[] = [];
  let wake = (): void => undefined;
  const act = begin(stage);
  const work = stage.bank.database.transact(async (tx) => {
    noteVainAttempt(stage, act);
    for (let at = 0; ; at++) {
      while (script.length <= at) await new Promise<void>((go) => (wake = go));
      const next = script[at];
      await perform(stage, tx, act, next?.step).finally(next?.done);
      if (next?.step.do === 'end') return;
    }
  });
  const ended = noteEnd(stage, act, work);
  return {
    act,
    ended,
    push: (step) => {
      const answered = new Promise<void>((done) => script.push({ step, done }));
      wake();
      return Promise.race([answered, ended]);
    },
  };
}

/** An attempt that the database had run again came to nothing, but others may have felt it. */
function noteVainAttempt(stage: Stage, act: Act): void {
  if (act.calls.length === 0) return;
  stage.acts.push({ ...act, until: stage.tick(), outcome: 'rolled back' });
  act.calls = [];
}

async function perform(stage: Stage, tx: Tx, act: Act, step?: TxStep): Promise<void> {
  if (step?.do === 'end' && !step.keep) throw new TakenBack();
  if (step?.do === 'open') {
    const { accounts } = step;
    act.calls.push(await call(stage, { accounts, from: tx.now }, () => openAccounts(tx, accounts)));
  }
  if (step?.do === 'post') {
    const about = { transfers: step.batch, undone: step.undone, from: tx.now };
    const work = () => call(stage, about, () => post(tx, step.batch));
    act.calls.push(await (step.undone ? takenBack(tx, work) : work()));
  }
}

/** The use case changed its mind. */
class TakenBack extends Error {}

/** Work whose part of the transaction is rolled back to the savepoint before it. */
async function takenBack<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const kept: T[] = [];
  const part = tx.nested(async () => {
    kept.push(await work());
    throw new TakenBack();
  });
  await part.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  return kept[0] as T;
}

/** A transfer as it is asked for in this play; one that is asked for again, as it was before. */
function resolved(stage: Stage, ask: Ask): NewTransfer {
  const made = 'again' in ask ? askedAgain(stage, ask) : owned(stage, ask);
  stage.asked.push(made);
  return made;
}

function askedAgain(stage: Stage, ask: Extract<Ask, { again: number }>): NewTransfer {
  const [funding] = FUNDING;
  const before = stage.asked[ask.again % stage.asked.length] ?? funding;
  return { ...(before as NewTransfer), ...owned(stage, ask.but) };
}

/** A transfer or account with every id moved into the play's own, on the ledger of the play. */
function owned<One extends object>({ play, ledger }: Stage, one: One): One {
  const entries = Object.entries(one).map(([name, value]: [string, unknown]) => {
    if (name === 'ledger' && value === OWN_LEDGER) return [name, ledger];
    return [name, typeof value === 'string' ? moved(value, play) : value];
  });
  return Object.fromEntries(entries) as One;
}
