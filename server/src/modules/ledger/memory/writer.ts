// The life of the one writer: it takes the duty, takes the books over, serves a term, finds out
// what the term left in doubt, and begins the next. While another has the duty it stands by.

import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '#platform';
import type { Duty } from '../engine.ts';
import type { Asked } from './asked.ts';
import { foldBehind } from './chores.ts';
import { cutAll, mended, takeDuty, type Connections } from './connections.ts';
import { failAll, NO_REMAINS, withoutDoubts, withoutLate } from './doubts.ts';
import type { MemoryOptions } from './options.ts';
import { takeOver, writerNow } from './store.ts';
import { openTerm, type Remains, type Term } from './term.ts';

export type Writer = {
  /** The term that is on; undefined while none is. */
  readonly term: () => Term | undefined;
  /** Resolves with the term that is on, or the next one. */
  readonly nextTerm: () => Promise<Term>;
  /** Keeps a submission for the next term. */
  readonly keep: (asked: Asked) => void;
  readonly duty: () => Duty;
  readonly counts: () => WriterCounts;
  /** Ends the term, gives the books back to engine sql, and lets go of the duty. */
  readonly close: () => Promise<void>;
};

/** What happened since the writer was opened. */
export type WriterCounts = {
  /** Terms begun, each by taking the books over. */
  readonly terms: number;
  /** Terms that trouble ended. */
  readonly troubles: number;
  readonly batches: number;
  /** Batches whose outcome had to be found out. */
  readonly doubts: number;
};

/** Opens a writer, which begins its first term as soon as it can. */
export function openWriter(database: Database, options: Required<MemoryOptions>): Writer {
  const closing = new AbortController();
  const state: State = {
    database,
    options,
    closing: closing.signal,
    connections: undefined,
    term: undefined,
    past: NO_REMAINS,
    kept: [],
    waitForTerm: [],
    isAside: false,
    ended: { terms: 0, troubles: 0, batches: 0, doubts: 0 },
  };
  const served = serve(state);
  return {
    term: () => state.term,
    nextTerm: () => {
      if (state.term?.isOn()) return Promise.resolve(state.term);
      return new Promise((resolve) => state.waitForTerm.push(resolve));
    },
    keep: (asked) => void state.kept.push(asked),
    duty: () => {
      if (state.term?.isOn()) return 'on_duty';
      return state.isAside ? 'standby' : 'starting';
    },
    counts: () => ({ ...state.ended, batches: state.ended.batches + batchesOf(state.term) }),
    close: async () => {
      closing.abort();
      state.term?.stop();
      await served;
    },
  };
}

type State = {
  readonly database: Database;
  readonly options: Required<MemoryOptions>;
  readonly closing: AbortSignal;
  connections: Connections | undefined;
  term: Term | undefined;
  /** What the last term left behind. */
  past: Remains;
  /** What was submitted while no term was on. */
  kept: Asked[];
  waitForTerm: ((term: Term) => void)[];
  /** Whether another process had the duty when this one asked last. */
  isAside: boolean;
  /** The batches of the term that is on are not among them. */
  ended: WriterCounts;
};

function batchesOf(term: Term | undefined): number {
  return term === undefined ? 0 : term.nextNumber() - 1;
}

async function serve(state: State): Promise<void> {
  const { onTrouble } = state.options;
  while (!state.closing.aborted) {
    try {
      await begin(state);
    } catch (trouble) {
      if (state.connections !== undefined) cutAll(state.connections);
      state.connections = undefined;
      onTrouble(trouble);
    }
    if (state.term === undefined) await standBy(state);
    else await serveOut(state, state.term);
  }
  await giveBack(state).catch(onTrouble);
  failAll({ ...state.past, waiting: [...state.past.waiting, ...state.kept] });
}

/** Begins a term that judges all again that was not committed in the last one, if it may. */
async function begin(state: State): Promise<void> {
  const { database, options } = state;
  const onLost = (): void =>
    // The duty is lost with the first connection that is.
    state.term?.stop(new Error('ledger: a connection of the writer was lost'));
  state.connections = await (state.connections === undefined
    ? takeDuty(database, onLost)
    : mended(database, state.connections, onLost));
  state.isAside = state.connections === undefined;
  if (state.connections === undefined) return;
  const { control, reader } = state.connections;
  const { epoch, last_timestamp, ended_batch } = await takeOver(control.query, 'memory');
  const succession = { epoch, endedBatch: ended_batch };
  state.past = await withoutDoubts(reader.query, succession, state.past);
  const { waiting, suspects } = withoutLate(state.past, options.patienceMs);
  // In one step with taking what was kept: what is submitted before the term is known is kept for
  // a term, and nobody would look for it while this one is on.
  state.term = openTerm({
    connections: state.connections,
    epoch,
    lastTimestamp: last_timestamp,
    batchMax: options.batchMax,
    inTheWayMs: options.inTheWayMs,
    waiting: [...waiting, ...state.kept],
    suspects,
  });
  state.past = NO_REMAINS;
  state.kept = [];
  state.ended = { ...state.ended, terms: state.ended.terms + 1 };
}

async function serveOut(state: State, term: Term): Promise<void> {
  for (const hear of state.waitForTerm) hear(term);
  state.waitForTerm = [];
  // It may have been asked to close while the term began.
  if (state.closing.aborted) term.stop();
  foldBehind(term, state.options.foldEveryMs).catch(term.stop);
  state.past = await term.stopped;
  state.term = undefined;
  const { trouble, doubtful } = state.past;
  const { troubles, batches, doubts, ...ended } = state.ended;
  state.ended = {
    ...ended,
    troubles: troubles + (trouble === undefined ? 0 : 1),
    batches: batches + batchesOf(term),
    doubts: doubts + doubtful.length,
  };
  if (trouble !== undefined) state.options.onTrouble(trouble);
}

async function standBy(state: State): Promise<void> {
  const { patienceMs, tryEveryMs } = state.options;
  await lookFromAside(state).catch(() => undefined);
  if (state.isAside) refuseAll(state);
  state.past = withoutLate(state.past, patienceMs);
  state.kept = [...withoutLate({ ...NO_REMAINS, waiting: state.kept }, patienceMs).waiting];
  await pause(tryEveryMs, undefined, { signal: state.closing }).catch(() => undefined);
}

/** Nothing of what waits was made, and the process that has the books can be asked at once. */
function refuseAll(state: State): void {
  const { waiting, suspects } = state.past;
  failAll({ ...NO_REMAINS, waiting: [...waiting, ...state.kept], suspects });
  state.past = { ...state.past, waiting: [], suspects: [] };
  state.kept = [];
}

/** Where another process has begun a new epoch, it is certain what became of ours. */
async function lookFromAside(state: State): Promise<void> {
  const { past } = state;
  if (past.doubtful.length === 0) return;
  state.past = await state.database.read(async ({ query }) => {
    const { epoch } = await writerNow(query);
    if (epoch === past.epoch) return past;
    return withoutDoubts(query, { epoch, endedBatch: undefined }, past);
  });
}

async function giveBack({ connections }: State): Promise<void> {
  if (connections === undefined) return;
  if (connections.control.isOpen()) await takeOver(connections.control.query, 'sql');
  cutAll(connections);
}
