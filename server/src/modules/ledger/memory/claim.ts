// Before a submission or a posting is judged, its turn touches every id it names. If one of them
// was touched by somebody whose end is not known, or may stand in the database unseen, it cannot
// be judged now: it has to wait, or to look.

import { NIL_ID } from '../status.ts';
import type { NewTransfer } from '../transfer.ts';
import type { Asked } from './asked.ts';
import type { Books } from './books.ts';
import { isStale, shows, type Found, type Wanted } from './look.ts';
import { slotOf } from './slots.ts';
import type { Turn } from './turns.ts';
import { readWords, wordsOf } from './words.ts';

/** All that transfers name: ids to be touched, and accounts that have no slot. */
export type Names = { readonly ids: ReadonlySet<string>; readonly accountIds: ReadonlySet<string> };

/** The names in some transfers. */
export function namesIn(
  { slots }: Books,
  transfers: readonly NewTransfer[],
  hasOwnSlot: (accountId: string) => boolean = () => false,
): Names {
  const ids = new Set<string>();
  const accountIds = new Set<string>();
  for (const { id, pendingId, debitAccountId, creditAccountId } of transfers) {
    ids.add(id);
    if (pendingId !== undefined) ids.add(pendingId);
    ids.delete(NIL_ID);
    for (const accountId of [debitAccountId, creditAccountId]) {
      if (slotOf(slots, accountId) < 0 && !hasOwnSlot(accountId)) accountIds.add(accountId);
    }
  }
  return { ids, accountIds };
}

/** Touches the ids of a submission; false when it cannot be judged now. */
export function claim(books: Books, asked: Asked, turn: Turn): boolean {
  const { found } = asked;
  if (found !== undefined && isStale(found, books)) return false;
  return asked.plain
    ? claimPlain(books, asked, turn)
    : claimNames(books, namesIn(books, asked.submission.transfers), found, turn);
}

/** In a plain submission each id is named once: one that is there already is somebody else's. */
function claimPlain(books: Books, { room, at, found, submission }: Asked, turn: Turn): boolean {
  const { touched, free } = books;
  const { ids } = room;
  const end = (at + submission.transfers.length) * 4;
  for (let word = at * 4; word < end; word += 4) {
    const before = touched.touch(ids, word, turn.number);
    const isKnown =
      before === 0 ? found !== undefined || free.holds(ids, word) : isShown(found, before);
    if (isKnown) continue;
    // Whoever touched it last may still be open, and must be remembered.
    touched.touch(ids, word, before);
    return false;
  }
  return true;
}

function isShown(found: Found | undefined, turn: number): boolean {
  return found !== undefined && shows(found, turn);
}

const words = new Uint32Array(4);

/** Touches names, all or none: what needs no look must be free, the rest shown by one. */
export function claimNames(
  { touched, free }: Books,
  { ids, accountIds }: Names,
  found: Found | undefined,
  turn: Turn,
  isOwn: (turn: number) => boolean = () => false,
): boolean {
  const isKnown = (before: number): boolean =>
    found !== undefined && (before === 0 || isOwn(before) || shows(found, before));
  for (const accountId of accountIds) {
    if (readWords(accountId, words, 0) && !isKnown(touched.turnOf(words, 0))) return false;
  }
  for (const id of ids) {
    readWords(id, words, 0);
    const before = touched.turnOf(words, 0);
    if (!isKnown(before) && (before !== 0 || !free.holds(words, 0))) return false;
  }
  for (const id of ids) {
    readWords(id, words, 0);
    touched.touch(words, 0, turn.number);
  }
  return true;
}

/** What a look has to tell about some transfers; undefined when none is needed. */
export function wantedFor(
  { touched, free }: Books,
  transfers: readonly NewTransfer[],
  { ids, accountIds }: Names,
): Wanted | undefined {
  const pendingIds = transfers.flatMap(({ pendingId = NIL_ID }) =>
    pendingId === NIL_ID ? [] : pendingId,
  );
  const pending = new Set(pendingIds);
  const unsure = [...ids].filter((id) => {
    const name = wordsOf(id);
    return pending.has(id) || touched.turnOf(name, 0) !== 0 || !free.holds(name, 0);
  });
  if (unsure.length === 0 && accountIds.size === 0) return undefined;
  return { ids: unsure, accountIds: [...accountIds], pendingIds };
}

/** A turn that is open and has touched one of the names, other than one's own. */
export function openTurnOn(
  { touched, turns }: Books,
  { ids, accountIds }: Names,
  isOwn: (turn: number) => boolean = () => false,
): Turn | undefined {
  for (const names of [ids, accountIds]) {
    for (const name of names) {
      if (!readWords(name, words, 0)) continue;
      const turn = turns.openOne(touched.turnOf(words, 0));
      if (turn !== undefined && !isOwn(turn.number)) return turn;
    }
  }
  return undefined;
}
