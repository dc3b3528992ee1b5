// Leaving: what nothing obliges the bank to keep is deleted at once, the rest is told with its
// reason and its day. An account must be empty first, because money has no owner otherwise.

import { fillText, parseBusinessDate, type BusinessDate, type Instant } from '@sycee/kit';
import type { Refusal } from '@sycee/kit';
import { businessDate, forgetAnswers, publish, type Caller, type Locale, type Tx } from '#platform';
import { partyClosed, sessionsEnded } from './events.ts';
import type { Holder } from './holder.ts';
import type { PartyId } from './party.ts';
import { requireNotFrozen } from './security/freeze.ts';
import { closeParty, selectRetentionYears } from './store-privacy.ts';

export type Kept = { readonly what: string; readonly why: string; readonly until: BusinessDate };

export type Leaving = {
  readonly deletes: readonly string[];
  readonly keeps: readonly Kept[];
};

/** What would be deleted and what kept, and what stands in the way today. */
export async function showLeaving(
  tx: Tx,
  holders: readonly Holder[],
  { partyId, locale }: { partyId: PartyId; locale: Locale },
): Promise<Leaving & { readonly obstacles: readonly { code: string; text: string }[] }> {
  const obstacles = await obstaclesOf(tx, holders, partyId);
  return {
    ...leavingOf(holders, await keptUntil(tx), locale),
    obstacles: obstacles.map(({ code, definition, facts }) => ({
      code,
      text: fillText(definition[locale], facts),
    })),
  };
}

/** Closes the caller's account. Refuses `frozen` and what the rooms have in the way of it. */
export async function closeAccount(
  tx: Tx,
  holders: readonly Holder[],
  { caller, locale }: { caller: Caller; locale: Locale },
): Promise<Leaving & { readonly closedAt: Instant }> {
  const { partyId } = caller;
  await requireNotFrozen(tx, partyId);
  const [obstacle] = await obstaclesOf(tx, holders, partyId);
  if (obstacle !== undefined) throw obstacle;
  for (const { letGo } of holders) await letGo(tx, partyId);
  await forgetAnswers(tx, partyId);
  const until = await keptUntil(tx);
  await closeParty(tx, partyId, until);
  await publish(tx, sessionsEnded(partyId));
  await publish(tx, partyClosed(partyId));
  return { ...leavingOf(holders, until, locale), closedAt: tx.now };
}

async function obstaclesOf(
  tx: Tx,
  holders: readonly Holder[],
  partyId: PartyId,
): Promise<Refusal[]> {
  const found: Refusal[] = [];
  // One after the other: what a room holds for the answer must be held before the next one looks.
  for (const { obstacles } of holders) found.push(...(await obstacles(tx, partyId)));
  return found;
}

function leavingOf(holders: readonly Holder[], until: BusinessDate, locale: Locale): Leaving {
  return {
    deletes: holders.flatMap(({ deletes }) => deletes.map((words) => words[locale])),
    keeps: holders.flatMap(({ keeps }) =>
      keeps.map(({ what, why }) => ({ what: what[locale], why: why[locale], until })),
    ),
  };
}

async function keptUntil(tx: Tx): Promise<BusinessDate> {
  const today = await businessDate(tx);
  return addYears(today, await selectRetentionYears(tx, today));
}

/** The same day so many years on; of a leap day, the day before. */
function addYears(date: BusinessDate, years: number): BusinessDate {
  const day = date.slice(4).replace('-02-29', '-02-28');
  return parseBusinessDate(`${Number(date.slice(0, 4)) + years}${day}`);
}
