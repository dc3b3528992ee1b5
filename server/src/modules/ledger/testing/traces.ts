// What each act of a tangled history left in the books, told from its answers and from what was
// found there afterwards.

import type { Act, Call } from './play-tangle.ts';
import { OF_THE_MOMENT, type Deed } from './reference-ledger.ts';

const NANOSECONDS = 1_000_000n;

/** What was found in the books afterwards. */
export type Standing = {
  readonly deeds: ReadonlyMap<string, Deed>;
  /** When each hold that ran out was freed, in nanoseconds. */
  readonly expired: ReadonlyMap<string, bigint>;
};

/** What is in the books because of somebody. */
export type Left = {
  readonly accounts: readonly Call['accounts'][number][];
  readonly deeds: readonly Deed[];
  readonly failed: readonly string[];
  readonly expired: readonly string[];
};

/** What one act left in the books. */
export type Traces = Left & {
  readonly act: Act;
  /** Every id by which it could have met others. */
  readonly touched: ReadonlySet<string>;
};

/** What an act left in the books; nothing, unless it was committed. */
export function tracesOf(act: Act, { deeds, expired }: Standing): Traces {
  const { calls, expiry } = act;
  const kept = act.outcome === 'committed' ? calls.filter(({ undone }) => !undone) : [];
  const freed = [...expired].flatMap(([id, at]) =>
    expiry !== undefined && Number(at / NANOSECONDS) === expiry ? [id] : [],
  );
  const touched = [...touchedBy(calls, deeds), ...freed.flatMap((id) => idsOf(deeds.get(id)))];
  return { ...leftBy(kept, deeds), act, expired: freed, touched: new Set(touched) };
}

/** What some calls left by their own account, with their transfers as they are found there. */
export function leftBy(calls: readonly Call[], deeds: ReadonlyMap<string, Deed>): Left {
  const having = (wanted: (status: string) => boolean): string[] =>
    calls.flatMap(({ transfers, statuses }) =>
      transfers.filter((_, index) => wanted(statuses[index] ?? '')).map(({ id }) => id),
    );
  return {
    accounts: calls.flatMap((one) =>
      one.accounts.filter((_, index) => one.statuses[index] === 'created'),
    ),
    deeds: having((status) => status === 'created').flatMap((id) => deeds.get(id) ?? []),
    failed: having((status) => OF_THE_MOMENT.has(status)),
    expired: [],
  };
}

/** Every id that some calls could have met others by. */
export function touchedBy(calls: readonly Call[], deeds: Standing['deeds']): Set<string> {
  return new Set(
    calls.flatMap(({ transfers, accounts }) => [
      ...accounts.map(({ id }) => id),
      ...transfers.flatMap((one) => [
        one.id,
        one.debitAccountId,
        one.creditAccountId,
        ...idsOf(deeds.get(one.pendingId ?? '')),
        ...idsOf(deeds.get(one.id)),
      ]),
    ]),
  );
}

function idsOf(deed: Deed | undefined): string[] {
  return deed === undefined ? [] : [deed.id, deed.debitAccountId, deed.creditAccountId];
}
