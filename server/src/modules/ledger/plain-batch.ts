// Batches of plain movements, as most are, in the columns that the database takes. Whether the
// accounts can bear one without judging its order is then for the database to see.

import type { Submission } from './engine.ts';
import { MAX_ID, NIL_ID } from './status.ts';
import type { NewTransfer } from './transfer.ts';

/** The transfers of a batch in columns, null where a column is empty; places count from one. */
export type PlainBatch = {
  /** Every account once. */
  readonly accountIds: readonly string[];
  readonly ids: readonly string[];
  readonly debitPlaces: readonly number[];
  readonly creditPlaces: readonly number[];
  readonly amountsMinor: readonly bigint[];
  readonly ledgers: readonly number[];
  readonly codes: readonly number[];
  readonly userData128: readonly (string | null)[] | null;
  readonly userData64: readonly bigint[] | null;
  readonly userData32: readonly number[] | null;
  readonly linked: readonly number[] | null;
};

/**
 * The columns of a batch whose transfers are all well-formed plain movements; undefined when one is
 * anything else, or a chain is left open.
 */
export function plainBatch(batch: readonly Submission[]): PlainBatch | undefined {
  const all: NewTransfer[] = [];
  for (const { transfers } of batch) {
    for (const one of transfers) {
      if (!isPlain(one)) return undefined;
      all.push(one);
    }
    if (transfers.at(-1)?.flags?.linked === true) return undefined;
  }
  if (all.length === 0) return undefined;
  const placeOf = placesOfAccounts();
  return {
    ids: all.map((one) => one.id),
    debitPlaces: all.map((one) => placeOf.place(one.debitAccountId)),
    creditPlaces: all.map((one) => placeOf.place(one.creditAccountId)),
    accountIds: placeOf.accountIds,
    amountsMinor: all.map((one) => one.amountMinor),
    ledgers: all.map((one) => one.ledger),
    codes: all.map((one) => one.code),
    userData128: columnOf(
      all,
      (one) => (one.userData128 === NIL_ID ? null : one.userData128),
      null,
    ),
    userData64: columnOf(all, (one) => one.userData64, 0n),
    userData32: columnOf(all, (one) => one.userData32, 0),
    linked: columnOf(all, (one) => (one.flags?.linked === true ? 1 : undefined), 0),
  };
}

function isPlain(one: NewTransfer): boolean {
  return (
    one.reserved === undefined &&
    (one.pendingId ?? NIL_ID) === NIL_ID &&
    (one.timeoutSeconds ?? 0) === 0 &&
    one.ledger !== 0 &&
    one.code !== 0 &&
    one.debitAccountId !== one.creditAccountId &&
    !isReserved(one.id) &&
    !isReserved(one.debitAccountId) &&
    !isReserved(one.creditAccountId) &&
    (one.flags === undefined || hasPlainFlags(one.flags))
  );
}

function isReserved(id: string): boolean {
  return id === NIL_ID || id === MAX_ID;
}

function hasPlainFlags(flags: NonNullable<NewTransfer['flags']>): boolean {
  return Object.entries(flags).every(([name, set]) => !set || name === 'linked');
}

function placesOfAccounts() {
  const places = new Map<string, number>();
  const accountIds: string[] = [];
  return {
    accountIds,
    place: (id: string): number => {
      const known = places.get(id);
      if (known !== undefined) return known;
      const place = accountIds.push(id);
      places.set(id, place);
      return place;
    },
  };
}

/** A column, or null when no transfer has anything in it. */
function columnOf<Value>(
  all: readonly NewTransfer[],
  valueOf: (one: NewTransfer) => Value | undefined,
  none: Value,
): Value[] | null {
  if (all.every((one) => (valueOf(one) ?? none) === none)) return null;
  return all.map((one) => valueOf(one) ?? none);
}
