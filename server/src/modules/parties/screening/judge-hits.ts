// What an answer of the list makes of somebody: pure. What the staff have set aside is not asked
// again; anything new is, also of who was clear for years.

import type { Hit } from './watch-list.ts';

export type ListState = 'waiting' | 'clear' | 'hit' | 'cleared' | 'confirmed';

/** The entries ever found of somebody, and those of them the staff have set aside. */
export type Entries = { readonly found: readonly string[]; readonly cleared: readonly string[] };

export type Judged = {
  readonly state: ListState;
  readonly entries: Entries;
  /** What nobody has looked at yet. */
  readonly unseen: readonly Hit[];
};

export const NO_ENTRIES: Entries = { found: [], cleared: [] };

/** Where somebody stands after an answer. */
export function judgeHits(state: ListState, known: Entries, hits: readonly Hit[]): Judged {
  const found = [...new Set([...known.found, ...hits.map(({ entry }) => entry)])];
  const entries = { ...known, found };
  if (state === 'confirmed') return { state, entries, unseen: [] };
  const unseen = hits.filter(({ entry }) => !known.cleared.includes(entry));
  if (unseen.length > 0) return { state: 'hit', entries, unseen };
  // A question that is before the staff stays there, even when the list has thought better of it.
  if (state === 'hit') return { state, entries, unseen: [] };
  return { state: found.length === 0 ? 'clear' : 'cleared', entries, unseen: [] };
}

/** Where somebody stands after the staff have decided about everything found so far. */
export function judgeDecision(entries: Entries, outcome: 'approved' | 'rejected'): Judged {
  if (outcome === 'rejected') return { state: 'confirmed', entries, unseen: [] };
  return { state: 'cleared', entries: { ...entries, cleared: entries.found }, unseen: [] };
}
