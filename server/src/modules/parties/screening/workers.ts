// Asks the list about who waits for it, and about everybody again when it has changed. While it is
// asked no transaction is open; a worker that dies in between leaves a lease that runs out.

import type { Database, Worker } from '#platform';
import { keepAnswer, searchedOf } from './keep-answer.ts';
import {
  claimOutdated,
  claimWaiting,
  selectListVersion,
  upsertListVersion,
  type Claimed,
} from './store-screenings.ts';
import { SEARCHED_MAX, type ScreeningPorts, type WatchList } from './watch-list.ts';

const WAITING_EVERY_MS = 2_000;
const VERSION_EVERY_MS = 60_000;
/** Longer than one question may take. */
const LEASE = { limit: SEARCHED_MAX, seconds: 30 };

/** The workers of screening. */
export function screeningWorkers({ watchList }: ScreeningPorts): Worker[] {
  return [
    {
      name: 'parties.screening',
      everyMs: WAITING_EVERY_MS,
      run: (database) => screenWaiting(database, watchList),
    },
    {
      name: 'parties.rescreening',
      everyMs: VERSION_EVERY_MS,
      run: (database) => rescreen(database, watchList),
    },
  ];
}

/** One round for those who wait; true when there may be more. */
export async function screenWaiting(database: Database, watchList: WatchList): Promise<boolean> {
  const claimed = await database.transact((tx) => claimWaiting(tx, LEASE));
  return ask(database, watchList, claimed);
}

/** One round for those who were looked up in another version; true when there may be more. */
export async function rescreen(database: Database, watchList: WatchList): Promise<boolean> {
  const heard = await watchList.version();
  if (heard.outcome === 'unclear') return false;
  const claimed = await database.transact(async (tx) => {
    if ((await selectListVersion(tx)) !== heard.listVersion) {
      await upsertListVersion(tx, heard.listVersion);
    }
    return claimOutdated(tx, heard.listVersion, LEASE);
  });
  return ask(database, watchList, claimed);
}

async function ask(
  database: Database,
  watchList: WatchList,
  claimed: readonly Claimed[],
): Promise<boolean> {
  if (claimed.length === 0) return false;
  const answer = await watchList.search(searchedOf(claimed));
  await database.transact((tx) => keepAnswer(tx, claimed, answer));
  return claimed.length === LEASE.limit && answer.outcome === 'searched';
}
