// One term of the writer: from taking the books over until something goes wrong or the server
// stops. It judges what waits whenever a connection is free, and answers after the commit. With any
// trouble it stops at once: what is doubtful then is found out before the next term.

import { timestampOf } from '../timestamps.ts';
import { answer, findSlots, type Asked } from './asked.ts';
import { isEmpty, type Batch } from './batch.ts';
import { openBooks, type Books } from './books.ts';
import type { Connections } from './connections.ts';
import { judgeAll } from './judge.ts';
import { openSight, type Sight } from './sight.ts';
import { deferred } from './waiting.ts';
import { writeBatch } from './write-batch.ts';

export type TermParts = {
  readonly connections: Connections;
  readonly epoch: bigint;
  readonly lastTimestamp: bigint;
  /** A batch is closed before it gets heavier than this; one submission alone may be. */
  readonly batchMax: number;
  readonly inTheWayMs: number;
  /** What waited before, and what may be at fault: each of these groups is a batch of its own. */
  readonly waiting: readonly Asked[];
  readonly suspects: readonly (readonly Asked[])[];
};

export type Term = {
  readonly books: Books;
  readonly connections: Connections;
  readonly isOn: () => boolean;
  /** Takes a submission that is read against these books. */
  readonly put: (asked: Asked) => void;
  /** The number of the next batch that is written. */
  readonly nextNumber: () => number;
  /** Writes a judged batch and answers its submissions; false when the term stopped before. */
  readonly write: (batch: Batch) => Promise<boolean>;
  readonly stop: (trouble?: unknown) => void;
  readonly stopped: Promise<Remains>;
};

/** What a term leaves behind. */
export type Remains = {
  readonly epoch: bigint;
  /** When the term stopped, by `performance.now()`. */
  readonly stoppedAt: number;
  readonly trouble: unknown;
  /** The batch whose writing was the trouble. */
  readonly faulty: Batch | undefined;
  /** Batches that may have been committed or not, in order. */
  readonly doubtful: readonly Batch[];
  readonly waiting: readonly Asked[];
  readonly suspects: readonly (readonly Asked[])[];
};

/** Batches under way: while one commits, the next is inserted, and the one after is judged. */
const IN_FLIGHT_MAX = 2;

/** Begins a term, and with what waited before it. */
export function openTerm(parts: TermParts): Term {
  const { connections, waiting, suspects } = parts;
  const books = openBooks(parts.epoch, parts.lastTimestamp);
  const { promise: stopped, resolve: tellStopped } = deferred<Remains>();
  const state: State = {
    books,
    connections,
    batchMax: parts.batchMax,
    tellStopped,
    sight: openSight(books, connections.reader, parts.inTheWayMs, () => state.isOn),
    unjudged: new Set(waiting),
    ready: [...waiting],
    suspects,
    lastNumber: 0,
    lastWritten: Promise.resolve(true),
    isOn: true,
    isWoken: false,
    isJudging: false,
  };
  for (const asked of [...waiting, ...suspects.flat()]) {
    asked.found = undefined;
    findSlots(asked, books.slots);
  }
  trySuspects(state).catch((error: unknown) => stop(state, error));
  return {
    books,
    connections,
    isOn: () => state.isOn,
    put: (asked) => {
      state.unjudged.add(asked);
      state.ready.push(asked);
      wake(state);
    },
    nextNumber: () => state.lastNumber + 1,
    write: (batch) => write(state, batch),
    stop: (trouble) => stop(state, trouble),
    stopped,
  };
}

type State = {
  readonly books: Books;
  readonly connections: Connections;
  readonly batchMax: number;
  readonly tellStopped: (remains: Remains) => void;
  readonly sight: Sight;
  /** All that is not judged: what is ready, and what is being seen to. */
  readonly unjudged: Set<Asked>;
  ready: Asked[];
  suspects: readonly (readonly Asked[])[];
  /** The number of the last batch that was written. */
  lastNumber: number;
  lastWritten: Promise<boolean>;
  isOn: boolean;
  isWoken: boolean;
  isJudging: boolean;
};

function stop(state: State, trouble: unknown, faulty?: Batch): void {
  if (!state.isOn) return;
  state.isOn = false;
  state.tellStopped({
    epoch: state.books.epoch,
    stoppedAt: performance.now(),
    trouble,
    faulty,
    doubtful: state.books.inFlight,
    waiting: [...state.unjudged],
    suspects: state.suspects,
  });
  // Whoever waits for one of them must not keep its own transaction open for that any longer: the
  // books are taken over only when all have ended.
  for (const turn of state.books.turns.allOpen()) turn.end();
}

/** Each group alone, with nothing else under way, so that an error tells who is at fault. */
async function trySuspects(state: State): Promise<void> {
  while (state.isOn) {
    const [group, ...others] = state.suspects;
    if (group === undefined) return wake(state);
    await Promise.all(group.map((asked) => state.sight.seeTo(asked)));
    const now = await state.connections.reader.now();
    if (!state.isOn) return;
    state.suspects = others;
    const left = group.filter((asked) => !asked.isOver);
    await judge(state, left, timestampOf(now));
  }
}

/** Everything that arrives in one turn of the event loop may share a batch. */
function wake(state: State): void {
  if (state.isWoken || !state.isOn) return;
  state.isWoken = true;
  setImmediate(() => {
    state.isWoken = false;
    judgeNext(state).catch((error: unknown) => stop(state, error));
  });
}

async function judgeNext(state: State): Promise<void> {
  const { isJudging, suspects, books, ready } = state;
  const isFree = !isJudging && suspects.length === 0 && books.inFlight.length < IN_FLIGHT_MAX;
  if (!state.isOn || !isFree || ready.length === 0) return;
  state.isJudging = true;
  const now = await state.connections.reader.now();
  state.isJudging = false;
  if (!state.isOn) return;
  // It answers by itself; the next one is judged while it is written.
  void judge(state, takeReady(state), timestampOf(now));
  wake(state);
}

function takeReady(state: State): Asked[] {
  const { ready, batchMax } = state;
  let weight = 0;
  const end = ready.findIndex((one, index) => {
    weight += one.weight;
    return index > 0 && weight > batchMax;
  });
  state.ready = end === -1 ? [] : ready.slice(end);
  return end === -1 ? ready : ready.slice(0, end);
}

/** Judges a group into a batch and writes it; false when the term stopped before the commit. */
async function judge(state: State, group: readonly Asked[], moment: bigint): Promise<boolean> {
  const { batch, later } = judgeAll(state.books, state.lastNumber + 1, moment, group);
  for (const { asked } of batch.answers) state.unjudged.delete(asked);
  for (const asked of later) seeTo(state, asked).catch((error: unknown) => stop(state, error));
  if (batch.answers.length > 0) return write(state, batch);
  batch.turn.end();
  return true;
}

/** Makes a submission ready that somebody was in the way of, or that needs a look. */
async function seeTo(state: State, asked: Asked): Promise<void> {
  state.unjudged.add(asked);
  const isSeen = await state.sight.seeTo(asked);
  if (!state.isOn) return;
  if (isSeen) state.ready.push(asked);
  else state.unjudged.delete(asked);
  wake(state);
}

function write(state: State, batch: Batch): Promise<boolean> {
  const { books, connections } = state;
  const before = books.inFlight.length === 0 ? undefined : state.lastWritten;
  books.inFlight = [...books.inFlight, batch];
  const waitFor: Promise<unknown>[] = [state.lastWritten];
  if (!isEmpty(batch)) {
    state.lastNumber = batch.number;
    const [even, odd] = connections.writers;
    waitFor.push(writeBatch(batch.number % 2 === 0 ? even : odd, books.epoch, batch, before));
  }
  const settled = settle(state, batch, Promise.all(waitFor));
  state.lastWritten = settled;
  return settled;
}

/** Answers a batch once it, and with it all before it, is committed. */
async function settle(state: State, batch: Batch, written: Promise<unknown>): Promise<boolean> {
  try {
    await written;
  } catch (error) {
    stop(state, error, batch);
  }
  if (!state.isOn) return false;
  const { books } = state;
  books.inFlight = books.inFlight.filter((one) => one !== batch);
  batch.turn.end();
  for (const { asked, statuses } of batch.answers) answer(asked, statuses);
  wake(state);
  return true;
}
