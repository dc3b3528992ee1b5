// Holds everything that a tangled history left behind against the reference: answers, transfers,
// what was read meanwhile and at the end, and the order of time as a history of its own.

import { Refusal } from '@sycee/kit';
import { sqlStateOf, type Database } from '#platform';
import { transfersById, type StandingTransfer } from '../store-lookups.ts';
import { historyOf, sightsOf, unexplainedCalls, type History } from './legal-outcomes.ts';
import type { Look } from './look.ts';
import type { Act, Played } from './play-tangle.ts';
import { makeTransfers, newHolder, noBooks, release, type Deed } from './reference-ledger.ts';
import type { Standing } from './traces.ts';
import { readingOf, viewOf } from './views.ts';

const NANOSECONDS = 1_000_000n;

/** Every way in which a history went wrong, as sentences; empty when all is well. */
export async function faultsOf(
  database: Database,
  played: Played,
  takes: boolean,
): Promise<string[]> {
  const history = historyOf(played, await standingOf(database, played), takes);
  return [
    ...errorsIn(played.acts),
    ...madeTwice(history),
    ...unexplainedCalls(history),
    ...notSerial(history),
    ...played.looks.flatMap((look) => unexplainedLook(history, look)),
  ];
}

async function standingOf(database: Database, { transferIds }: Played): Promise<Standing> {
  return database.read(async (tx) => {
    const transfers = await transfersById(tx, transferIds);
    const rows = await tx.query<{ id: string; at: bigint }>(
      `select transfer_id as id, resolved_at as at from ledger.pending_states
        where transfer_id = any ($1) and status = 'expired'`,
      [transferIds],
    );
    const deeds = new Map(transfers.map((one) => [one.id, deedOf(one)]));
    return { deeds, expired: new Map(rows.map(({ id, at }) => [id, at])) };
  });
}

/** As the reference has it, where a hold is whatever has a state. */
function deedOf(transfer: StandingTransfer): Deed {
  const { pendingStatus, ...deed } = transfer;
  const isHold = pendingStatus !== null;
  return { ...deed, flags: { ...deed.flags, pending: isHold } };
}

/**
 * Transactions may wait for each other: then the database, or the ledger for ids that are under
 * way, asks whoever is in the way to try again, and nothing of it was made.
 */
function mayFail(error: unknown): boolean {
  if (error instanceof Refusal) return error.definition.retryable === true;
  return ['40001', '40P01'].includes(sqlStateOf(error));
}

function errorsIn(acts: readonly Act[]): string[] {
  return acts.flatMap(({ outcome }) =>
    typeof outcome === 'object' && !mayFail(outcome.error)
      ? [`an act failed: ${String(outcome.error)}`]
      : [],
  );
}

/** Each transfer in the books was made by exactly one answer that was kept, and none is missing. */
function madeTwice({ traces, standing, played }: History): string[] {
  const makers = new Map<string, number>();
  for (const { act } of traces) {
    if (act.outcome !== 'committed') continue;
    for (const { transfers, statuses, undone } of act.calls) {
      for (const [index, { id }] of transfers.entries()) {
        if (undone || statuses[index] !== 'created') continue;
        makers.set(id, (makers.get(id) ?? 0) + 1);
      }
    }
  }
  return played.transferIds.flatMap((id) => {
    const [made = 0, there] = [makers.get(id), standing.deeds.has(id) ? 1 : 0];
    return made === there ? [] : [`${id} was made ${made} times and stands ${there} times`];
  });
}

/**
 * The order of timestamps is a history in which every transfer could be made as it was, so no limit
 * was ever broken. Time-outs are left out: a transaction lives at the moment it began at.
 */
function notSerial({ traces, standing }: History): string[] {
  const books = noBooks();
  for (const { accounts } of traces) {
    for (const asked of accounts) books.holders.set(asked.id, newHolder(asked));
  }
  const made = [...standing.deeds.values()].map((deed) => ({ at: deed.timestamp, deed, id: '' }));
  const ended = [...standing.expired].map(([id, at]) => ({ at, deed: undefined, id }));
  const all: { at: bigint; deed: Deed | undefined; id: string }[] = [...made, ...ended];
  return all
    .toSorted((first, second) => (first.at < second.at ? -1 : 1))
    .flatMap(({ deed, id }) => {
      if (deed === undefined) {
        release(books, id, 'expired');
        return [];
      }
      const [status] = makeTransfers(books, [askedAs(deed)], -1n);
      const same = books.deeds.get(deed.id)?.amountMinor === deed.amountMinor;
      books.deeds.set(deed.id, deed);
      return status === 'created' && same ? [] : [`in order of time, ${deed.id} is ${status}`];
    });
}

/** A transfer as whoever wanted exactly this one would ask for it. */
function askedAs({ pendingId, userData128, ...deed }: Deed) {
  return {
    ...deed,
    flags: { ...deed.flags, linked: false },
    ...(pendingId !== null && { pendingId }),
    ...(userData128 !== null && { userData128 }),
  };
}

function unexplainedLook(history: History, look: Look): string[] {
  const moments = look.moments.map((moment) => BigInt(moment) * NANOSECONDS);
  const seen = told({ accounts: look.accounts, trial: look.trial });
  let expected = '';
  for (const sight of sightsOf({ ...history, takes: false }, look)) {
    const books = viewOf(sight);
    if (books === undefined) continue;
    expected = told(readingOf(books, look.ledger, moments));
    if (expected === seen) return [];
  }
  return [`read from ${look.since} to ${look.until}\n${seen}\nand at best\n${expected}`];
}

function told({ accounts, trial }: Pick<Look, 'accounts' | 'trial'>): string {
  const sorted = Object.entries(accounts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted, trial], (_, one: unknown) =>
    typeof one === 'bigint' ? String(one) : one,
  );
}
