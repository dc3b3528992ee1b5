// Opens a question for the staff, and takes it back. Rooms above do; what an answer means is
// theirs to know.

import type { Id } from '@sycee/kit';
import type { Tx } from '#platform';
import {
  CASE_KINDS,
  isTold,
  type Case,
  type CaseId,
  type CaseKind,
  type Evidence,
} from './case.ts';
import { eraseEvidence, insertCase, selectCasesOf, withdrawRunning } from './store-cases.ts';

/** Opens a case and answers its id; that of the running one, where one of its kind runs already. */
export async function openCase(
  tx: Tx,
  asked: {
    kind: CaseKind;
    partyId: Id<'party'>;
    /** What it is about in the room that asks. */
    reference: string | null;
    evidence: Evidence;
  },
): Promise<CaseId> {
  const id = tx.newId('case');
  if (await insertCase(tx, { id, ...asked })) return id;
  const running = await runningCases(tx, asked.partyId);
  const found = running.find(({ kind }) => kind === asked.kind);
  if (found === undefined) return openCase(tx, asked);
  return found.id;
}

/** What the staff still have to decide about a person. */
export async function runningCases(tx: Tx, partyId: Id<'party'>): Promise<Case[]> {
  const cases = await selectCasesOf(tx, partyId);
  return cases.filter(({ state }) => state === 'open' || state === 'proposed');
}

/** The cases a person may know of, newest first. */
export async function toldCases(tx: Tx, partyId: Id<'party'>): Promise<Case[]> {
  return (await selectCasesOf(tx, partyId)).filter(({ kind }) => isTold(kind));
}

/** Takes back what runs of some kinds for a person; nobody decides it any more. */
export async function withdrawCases(
  tx: Tx,
  partyId: Id<'party'>,
  kinds: readonly CaseKind[],
): Promise<void> {
  await withdrawRunning(tx, partyId, kinds);
  await eraseEvidence(tx, [partyId], kinds);
}

/** Forgets what was shown and said about people whose time of keeping is over. */
export function forgetCases(tx: Tx, partyIds: readonly Id<'party'>[]): Promise<void> {
  return eraseEvidence(tx, partyIds, CASE_KINDS);
}
