// The engine for one server process: balances in memory, judged in order, one call to the database
// a batch. Posting in a use case's transaction goes through the same memory.

import type { Database, Tx } from '#platform';
import type { Duty, Engine, Figures, Submission } from '../engine.ts';
import { refuseLedger } from '../refusals.ts';
import type { NewTransfer, TransferStatus } from '../transfer.ts';
import { readAsked, type Asked } from './asked.ts';
import { expireOverdue } from './chores.ts';
import { DEFAULTS, type MemoryOptions } from './options.ts';
import { postingsOf } from './posting.ts';
import { openSlots } from './slots.ts';
import type { Term } from './term.ts';
import { openWriter, type WriterCounts } from './writer.ts';

export type MemoryEngine = Engine & {
  /** Makes transfers in a use case's transaction, as `post` does. */
  readonly post: (tx: Tx, transfers: readonly NewTransfer[]) => Promise<TransferStatus[]>;
  /** Told of accounts that a transaction has opened. */
  readonly noteOpened: (tx: Tx, accountIds: readonly string[]) => void;
  /** Lets overdue pending transfers expire, at most so many; answers how many. */
  readonly expire: (atMost: number) => Promise<number>;
  /** The term that is on, for whoever wants to look into its books. */
  readonly term: () => Term | undefined;
};

const SUBMISSION_MAX = 8_000;
/** An event locks its key until the commit, and a database has room for some thousands of locks. */
const EVENT_WEIGHT = 8;
/** Nobody is on duty: every account is unknown. */
const NO_SLOTS = openSlots(1);

/** Opens the engine on a database; close it before the database. */
export function memoryEngine(database: Database, given: MemoryOptions = {}): MemoryEngine {
  const options = { ...DEFAULTS, ...given };
  const writer = openWriter(database, options);
  const postings = postingsOf(writer, options);
  let outstanding = 0;
  let weightOutstanding = 0;
  let isClosed = false;
  let whenDone: (() => void) | undefined;

  const onOver = ({ weight }: Asked): void => {
    outstanding--;
    weightOutstanding -= weight;
    if (outstanding === 0) whenDone?.();
  };

  /** Another process has the books: waiting here would only make the caller late. */
  function requireNoStandby(): void {
    if (writer.duty() === 'standby') throw refuseLedger('ledger.overloaded');
  }

  function submit(submission: Submission): Promise<TransferStatus[]> {
    return new Promise((resolve, reject) => {
      const weight = weightOf(submission);
      if (isClosed || (weightOutstanding > 0 && weightOutstanding + weight > options.waitingMax)) {
        throw refuseLedger('ledger.overloaded');
      }
      requireNoStandby();
      const term = writer.term();
      const patienceMs = term === undefined ? options.postingPatienceMs : options.patienceMs;
      const by = performance.now() + patienceMs;
      const slots = term?.books.slots ?? NO_SLOTS;
      const asked = readAsked({ submission, weight, by, resolve, reject, onOver }, slots);
      outstanding++;
      weightOutstanding += weight;
      if (term?.isOn()) term.put(asked);
      else writer.keep(asked);
    });
  }

  return {
    submit,
    post: async (tx, transfers) => {
      requireNoStandby();
      return postings.post(tx, transfers);
    },
    duty: writer.duty,
    figures: () => figuresOf(writer.counts(), writer.duty(), weightOutstanding),
    noteOpened: postings.noteOpened,
    expire: async (atMost) => {
      const term = writer.term();
      return term === undefined ? 0 : expireOverdue(term, atMost);
    },
    term: writer.term,
    ready: async () => void (await writer.nextTerm()),
    close: async () => {
      isClosed = true;
      if (outstanding > 0) await new Promise<void>((go) => (whenDone = go));
      await writer.close();
    },
  };
}

/** What there is to see from outside, for whoever runs the bank. */
function figuresOf(counts: WriterCounts, duty: Duty, waiting: number): Figures {
  const { terms, troubles, batches, doubts } = counts;
  return {
    on_duty: { help: 'Whether this process writes the books', value: duty === 'on_duty' ? 1 : 0 },
    terms_total: { help: 'Times this process has taken the books over', value: terms },
    troubles_total: { help: 'Terms that ended in trouble', value: troubles },
    batches_total: { help: 'Batches written', value: batches },
    doubts_total: { help: 'Batches whose outcome had to be found out', value: doubts },
    waiting: { help: 'Transfers that wait or are under way, events weighed in', value: waiting },
  };
}

function weightOf({ transfers, events }: Submission): number {
  if (transfers.length > SUBMISSION_MAX) {
    throw new RangeError(
      `ledger: ${transfers.length} transfers at once, ${SUBMISSION_MAX} at most`,
    );
  }
  return Math.max(1, transfers.length) + EVENT_WEIGHT * (events?.length ?? 0);
}
