// Postings inside use cases' transactions. What a posting moves is taken at once and pending for
// everybody else until the transaction has ended; then it is given, or put back. So nobody spends
// what may yet vanish, and what was promised to a use case is there when it commits.

import { OutcomeUnknown, RunAgain, type Ending, type Tx } from '#platform';
import type { Account } from '../account.ts';
import { completeTransfer } from '../complete.ts';
import { refuseLedger } from '../refusals.ts';
import { timestampOf } from '../timestamps.ts';
import type { NewTransfer, TransferStatus } from '../transfer.ts';
import { nextTimestamp } from './books.ts';
import { claimNames, namesIn, openTurnOn, wantedFor } from './claim.ts';
import { give, putBack, take, type Effect } from './effects.ts';
import { judgeGeneral, type Accounts, type Judged } from './judge-general.ts';
import { isStale, look, type Found } from './look.ts';
import type { MemoryOptions } from './options.ts';
import { viewOf } from './posting-view.ts';
import { addAccount, addDetached, attach, slotOf } from './slots.ts';
import { append } from './store.ts';
import type { Term } from './term.ts';
import { transferColumns } from './transfer-columns.ts';
import type { Turn } from './turns.ts';
import { within } from './waiting.ts';
import { wordsOf } from './words.ts';
import type { Writer } from './writer.ts';

/** What one transaction has under way in a term. */
type Session = {
  readonly term: Term;
  readonly turn: Turn;
  /** What it has done so far, in order. */
  effects: readonly Effect[];
  /** Slots of the accounts that it has opened itself; nobody else finds them before its commit. */
  readonly ownSlots: Map<string, number>;
};

export type Postings = {
  readonly post: (tx: Tx, transfers: readonly NewTransfer[]) => Promise<TransferStatus[]>;
  /** Notes accounts that a transaction has opened: nobody else can use them before its commit. */
  readonly noteOpened: (tx: Tx, accountIds: readonly string[]) => void;
};

type Patience = Pick<Required<MemoryOptions>, 'postingPatienceMs' | 'inTheWayMs'>;

/** Postings through the memory of a writer. */
export function postingsOf(writer: Writer, patience: Patience): Postings {
  const sessions = new WeakMap<Tx, Session>();
  const queues: Queues = new Map();
  const opened = new WeakMap<Tx, Set<string>>();

  async function sessionOf(tx: Tx): Promise<Session> {
    const standing = sessions.get(tx);
    if (standing !== undefined) return requireOn(standing);
    const term = await termWithin(writer, patience.postingPatienceMs);
    const turn = term.books.turns.begin(nextTimestamp(term.books, timestampOf(tx.now)));
    const session: Session = { term, turn, effects: [], ownSlots: new Map() };
    sessions.set(tx, session);
    tx.atEnd((ending) => {
      sessions.delete(tx);
      endSession(session, ending);
    });
    touchAll(session, opened.get(tx) ?? []);
    return session;
  }

  return {
    post: async (tx, transfers) => {
      // What no rule can judge is a defect of the caller.
      for (const one of transfers) completeTransfer(one, 0n);
      const session = await sessionOf(tx);
      const isOwnAccount = (id: string): boolean => opened.get(tx)?.has(id) === true;
      const found = await clearTheWay(session, tx, transfers, isOwnAccount, (other) =>
        waitFor(queues, session.turn, other, patience.inTheWayMs),
      );
      const first = nextTimestamp(session.term.books, timestampOf(tx.now));
      const judged = judgeGeneral(accountsOf(session), found, transfers, first);
      hold(session, tx, judged, first);
      await record(session, tx, judged, first);
      return judged.statuses;
    },
    noteOpened: (tx, accountIds) => {
      const ids = opened.get(tx) ?? new Set();
      opened.set(tx, ids);
      for (const id of accountIds) ids.add(id);
      tx.atEnd((ending) => {
        if (ending === 'rolled_back') for (const id of accountIds) ids.delete(id);
      });
      const session = sessions.get(tx);
      if (session !== undefined) touchAll(session, accountIds);
    },
  };
}

/** What was posted in a term that is over is not in the books of the next, and is not committed. */
function requireOn(session: Session): Session {
  if (!session.term.isOn()) throw new RunAgain('ledger: the term of the writer is over');
  return session;
}

async function termWithin(writer: Writer, patienceMs: number): Promise<Term> {
  const next = writer.nextTerm();
  const isThere = await within(next, performance.now() + patienceMs);
  if (!isThere) throw refuseLedger('ledger.overloaded');
  return next;
}

function touchAll({ term, turn }: Session, ids: Iterable<string>): void {
  for (const id of ids) term.books.touched.touch(wordsOf(id), 0, turn.number);
}

/** Waits for those who are in the way, looks, and touches every name; answers what was found. */
async function clearTheWay(
  session: Session,
  tx: Tx,
  transfers: readonly NewTransfer[],
  isOwnAccount: (id: string) => boolean,
  waitForEnd: (other: Turn) => Promise<void>,
): Promise<Found | undefined> {
  const { ownSlots, turn } = session;
  const { books } = session.term;
  const isOwn = (number: number): boolean => number === turn.number;
  const names = () => namesIn(books, transfers, (id) => ownSlots.has(id));
  const load = (account: Account): void => {
    if (isOwnAccount(account.id)) ownSlots.set(account.id, addDetached(books.slots, account));
    else addAccount(books.slots, account);
  };
  for (;;) {
    requireOn(session);
    const other = openTurnOn(books, names(), isOwn);
    if (other !== undefined) {
      await waitForEnd(other);
      continue;
    }
    const wanted = wantedFor(books, transfers, names());
    const found = wanted && (await look(books, tx.query, wanted, load));
    requireOn(session);
    if (found !== undefined && isStale(found, books)) continue;
    if (claimNames(books, names(), found, turn, isOwn)) return found;
  }
}

/** By each turn that waits: the one it waits for. */
type Queues = Map<Turn, Turn>;

/** Waits for the end of a turn, but neither for ever nor in a circle. */
async function waitFor(queues: Queues, own: Turn, other: Turn, inTheWayMs: number): Promise<void> {
  for (let next: Turn | undefined = other; next !== undefined; next = queues.get(next)) {
    if (next === own) throw new RunAgain('ledger: two use cases wait for each other');
  }
  queues.set(own, other);
  try {
    const isOut = await within(other.ended, performance.now() + inTheWayMs);
    if (!isOut) throw refuseLedger('ledger.overloaded');
  } finally {
    queues.delete(own);
  }
}

function accountsOf(session: Session): Accounts {
  const { books } = session.term;
  return {
    slotOf: (id) => session.ownSlots.get(id) ?? slotOf(books.slots, id),
    account: (slot, id) => viewOf(books, session.effects, slot, id),
  };
}

/** Takes what was judged, until the transaction, or the part of it, has ended. */
function hold(session: Session, tx: Tx, { effects, created }: Judged, first: bigint): void {
  if (effects.length === 0) return;
  const { books } = session.term;
  books.lastTimestamp = first + BigInt(created.length) - 1n;
  const taken = effects.map((effect) => take(books.slots, effect));
  session.effects = [...session.effects, ...effects];
  tx.atEnd((ending) => {
    if (ending === 'committed') for (const one of taken) give(books.slots, one);
    if (ending !== 'rolled_back') return;
    for (const one of taken.toReversed()) putBack(books.slots, one);
    const undone = new Set(effects);
    session.effects = session.effects.filter((effect) => !undone.has(effect));
  });
}

async function record(session: Session, tx: Tx, judged: Judged, first: bigint): Promise<void> {
  if (judged.created.length === 0 && judged.failed.length === 0) return;
  const columns = transferColumns();
  for (const one of judged.created) columns.push(one);
  const appended = { batch: null, first, columns: columns.toColumns(judged.failed) };
  await append(tx.query, session.term.books.epoch, appended);
}

function endSession({ term, turn, ownSlots }: Session, ending: Ending): void {
  turn.end();
  if (ending === 'committed') for (const slot of ownSlots.values()) attach(term.books.slots, slot);
  // Whether what it took is gone or back, only the database knows.
  if (ending === 'unknown') term.stop(new OutcomeUnknown('a posting was cut off while committing'));
}
