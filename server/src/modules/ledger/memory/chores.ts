// What the writer does beside judging: it lets the database's own sums and statement lines catch up
// with what is committed, and frees what was pending for too long.

import { setTimeout as pause } from 'node:timers/promises';
import { timestampOf } from '../timestamps.ts';
import { isEmpty } from './batch.ts';
import { safeTimestamp } from './books.ts';
import { judgeExpiries } from './judge.ts';
import { look } from './look.ts';
import { fold, overdue } from './store.ts';
import type { Term } from './term.ts';
import { wordsOf } from './words.ts';

/** Folds behind the commits as long as the term is on. Raises what ends the term. */
export async function foldBehind(term: Term, everyMs: number): Promise<void> {
  const { books, connections } = term;
  let folded = books.lastTimestamp;
  while (term.isOn()) {
    const safe = safeTimestamp(books);
    const more = safe > folded && (await fold(connections.control.query, books.epoch, safe));
    if (!more) folded = safe;
    if (!more) await pause(everyMs);
  }
}

/** Lets what is overdue expire, at most so many; answers how many, after the commit. */
export async function expireOverdue(term: Term, atMost: number): Promise<number> {
  const { books, connections } = term;
  const { reader } = connections;
  const moment = timestampOf(await reader.now());
  const due = (await overdue(reader.query, moment, atMost)).filter((id) => !isUnderWay(id));
  if (due.length === 0) return 0;
  const found = await look(books, reader.query, { ids: due, accountIds: [], pendingIds: due });
  if (!term.isOn()) return 0;
  const batch = judgeExpiries(books, term.nextNumber(), moment, due, found);
  if (!isEmpty(batch)) return (await term.write(batch)) ? batch.expired.length : 0;
  batch.turn.end();
  return 0;

  /** Whoever is about to post or void it comes first. */
  function isUnderWay(id: string): boolean {
    return books.turns.openOne(books.touched.turnOf(wordsOf(id), 0)) !== undefined;
  }
}
