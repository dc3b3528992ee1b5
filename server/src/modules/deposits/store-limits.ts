// SQL of terms: what each class needs and allows on a day, and what accounts have used of it.

import { idOf, uuidOf, type BusinessDate } from '@sycee/kit';
import type { Tx } from '#platform';
import type { AccountClass, AccountId, ClassLimits } from './account.ts';
import type { Need } from './needs.ts';

/** The limits of every class on a day. */
export async function selectLimits(
  tx: Tx,
  on: BusinessDate,
): Promise<ReadonlyMap<AccountClass, ClassLimits>> {
  const rows = await tx.query<{
    class: AccountClass;
    outgoing_day_minor: bigint;
    outgoing_year_minor: bigint;
    balance_max_minor: bigint | null;
  }>(
    `select distinct on (class) class, outgoing_day_minor, outgoing_year_minor, balance_max_minor
     from deposits.class_limits where effective_from <= $1 order by class, effective_from desc`,
    [on],
  );
  return new Map(
    rows.map((row) => [
      row.class,
      {
        outgoingDayMinor: row.outgoing_day_minor,
        outgoingYearMinor: row.outgoing_year_minor,
        balanceMaxMinor: row.balance_max_minor,
      },
    ]),
  );
}

export type OutgoingUsed = { readonly dayMinor: bigint; readonly yearMinor: bigint };

/** What accounts have sent on a day and in its calendar year; one that has not has no entry. */
export async function selectOutgoing(
  tx: Tx,
  accountIds: readonly AccountId[],
  on: BusinessDate,
): Promise<ReadonlyMap<AccountId, OutgoingUsed>> {
  const rows = await tx.query<{ account_id: string; day: bigint; year: bigint }>(
    `select account_id, coalesce(sum(used_minor) filter (where day = $2), 0)::bigint as day,
       sum(used_minor)::bigint as year
     from deposits.outgoing_days
     where account_id = any($1::uuid[]) and day between date_trunc('year', $2::date) and $2::date
     group by account_id`,
    [accountIds.map(uuidOf), on],
  );
  return new Map(
    rows.map(({ account_id: id, day, year }) => [
      idOf('acct', id),
      { dayMinor: day, yearMinor: year },
    ]),
  );
}

/** Counts what accounts have sent on a day. */
export async function addOutgoing(
  tx: Tx,
  amounts: ReadonlyMap<AccountId, bigint>,
  on: BusinessDate,
): Promise<void> {
  await tx.query(
    `insert into deposits.outgoing_days (account_id, day, used_minor)
     select account_id, $2, used_minor from unnest($1::uuid[], $3::bigint[])
       as counted (account_id, used_minor)
     on conflict (account_id, day) do update
     set used_minor = outgoing_days.used_minor + excluded.used_minor`,
    [[...amounts.keys()].map(uuidOf), on, [...amounts.values()]],
  );
}

export async function subtractOutgoing(
  tx: Tx,
  accountId: AccountId,
  on: BusinessDate,
  amountMinor: bigint,
): Promise<void> {
  await tx.query(
    `update deposits.outgoing_days set used_minor = used_minor - $3
     where account_id = $1 and day = $2`,
    [uuidOf(accountId), on, amountMinor],
  );
}

/** What every class needs on a day. */
export async function selectNeeds(
  tx: Tx,
  on: BusinessDate,
): Promise<ReadonlyMap<AccountClass, readonly Need[]>> {
  const rows = await tx.query<{ class: AccountClass; needs: Need[] }>(
    `select distinct on (class) class, needs from deposits.class_needs
     where effective_from <= $1 order by class, effective_from desc`,
    [on],
  );
  return new Map(rows.map((row) => [row.class, row.needs]));
}
