// What the list said is written down: who is clear may go on, what is found goes before the staff,
// and no answer means waiting.

import { addSeconds, parseBusinessDate } from '@sycee/kit';
import { openCase } from '#staff';
import { publishAll, type Tx, type Unclear } from '#platform';
import { reviewEnded } from '../events.ts';
import type { PartyId } from '../party.ts';
import { judgeHits } from './judge-hits.ts';
import {
  lockScreenings,
  planNextAsk,
  updateScreenings,
  upsertListVersion,
  type Claimed,
} from './store-screenings.ts';
import type { Hit, ListAnswer, Searched } from './watch-list.ts';

const DELAYS_SECONDS = [5, 15, 30, 60, 120, 300] as const;

/** What the list is asked about people. */
export function searchedOf(people: readonly Claimed[]): Searched[] {
  return people.map(({ partyId, name, idNumber }) => ({
    key: partyId,
    name,
    idNumber,
    bornOn: parseBusinessDate(
      `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`,
    ),
  }));
}

/** Keeps an answer about people; those who may go on hear of it. */
export async function keepAnswer(
  tx: Tx,
  people: readonly Claimed[],
  answer: ListAnswer | Unclear,
): Promise<void> {
  const ids = people.map(({ partyId }) => partyId);
  if (answer.outcome === 'unclear') {
    const attempts = Math.max(...people.map((one) => one.attempts));
    await planNextAsk(tx, ids, addSeconds(tx.now, delaySeconds(attempts)), answer.trouble);
    return;
  }
  await upsertListVersion(tx, answer.listVersion);
  const screenings = await lockScreenings(tx, ids);
  const judged = screenings.map((screening) => ({
    ...screening,
    before: screening.listState,
    ...judgeHits(screening.listState, screening.entries, answer.hits.get(screening.partyId) ?? []),
  }));
  await updateScreenings(
    tx,
    judged.map((one) => ({ ...one, listState: one.state })),
    answer.listVersion,
  );
  const asked = new Map(searchedOf(people).map((person) => [person.key, person]));
  for (const { partyId, unseen } of judged) {
    const person = asked.get(partyId);
    if (person === undefined || unseen.length === 0) continue;
    await bringBeforeStaff(tx, { partyId, person, hits: unseen }, answer.listVersion);
  }
  const freed = judged.filter(({ before, state }) => before === 'waiting' && state !== 'hit');
  await publishAll(
    tx,
    freed.map(({ partyId }) => reviewEnded(partyId)),
  );
}

type Found = {
  readonly partyId: PartyId;
  readonly person: Searched;
  readonly hits: readonly Hit[];
};

/** The staff compare who it is with the entries of the list. */
async function bringBeforeStaff(
  tx: Tx,
  { partyId, person, hits }: Found,
  listVersion: string,
): Promise<void> {
  await openCase(tx, {
    kind: 'watch_list',
    partyId,
    reference: null,
    evidence: {
      name: person.name,
      born_on: person.bornOn,
      entries: hits.map(({ entry }) => entry).join(', '),
      matched: hits.map(({ entry, matched }) => `${entry}: ${matched.join(', ')}`).join('; '),
      list_version: listVersion,
    },
  });
}

function delaySeconds(attempts: number): number {
  return DELAYS_SECONDS[Math.min(Math.max(attempts, 1), DELAYS_SECONDS.length) - 1] ?? 300;
}
