// The SQL of engine memory: what it has to look up, the one call that appends what it judged, and
// the doors by which it takes the books over and lets the database catch up behind it.

import type { Query } from '#platform';
import { accountOf, type AccountRow } from '../rows.ts';
import type { Account } from '../account.ts';
import { archivedIds, failedIds, transfersById, type StandingTransfer } from '../store-lookups.ts';

/** What stands under some ids. */
export type Standing = {
  readonly transfers: ReadonlyMap<string, StandingTransfer>;
  readonly failed: ReadonlySet<string>;
  /** Ids of transfers that are in the archive. */
  readonly archived: ReadonlySet<string>;
};

/** The transfers of some ids, and which of the ids failed or are in the archive. */
export async function standingUnder(query: Query, ids: readonly string[]): Promise<Standing> {
  if (ids.length === 0) return { transfers: new Map(), failed: new Set(), archived: new Set() };
  const [transfers, failed, archived] = await Promise.all([
    transfersById({ query }, ids),
    failedIds({ query }, ids),
    archivedIds({ query }, ids),
  ]);
  return {
    transfers: new Map(transfers.map((one) => [one.id, one])),
    failed: new Set(failed),
    archived: new Set(archived),
  };
}

/**
 * The accounts of some ids, and those of some pending transfers, as the last fold left them. For an
 * account that nobody touched in this epoch, and only such a one is not loaded, that is exact.
 */
export async function accountsFor(
  query: Query,
  ids: readonly string[],
  pendingIds: readonly string[],
): Promise<Account[]> {
  if (ids.length === 0 && pendingIds.length === 0) return [];
  const rows = await query<AccountRow>(
    `select * from ledger.accounts where id = any ($1::uuid[] || array(
        select unnest(array[p.debit_account_id, p.credit_account_id])
          from ledger.pending_states p where p.transfer_id = any ($2::uuid[])))`,
    [ids, pendingIds],
  );
  return rows.map(accountOf);
}

export type Neighbours = { readonly below: string | null; readonly above: string | null };

/**
 * The ids in use that an id lies between, in the archive or not, itself counting as below; null
 * where there is none.
 */
export async function neighboursOf(query: Query, id: string): Promise<Neighbours> {
  const [row] = await query<Neighbours>(
    `select greatest(
        (select id from ledger.transfers where id <= $1 order by id desc limit 1),
        (select id from ledger.failed_transfers where id <= $1 order by id desc limit 1),
        (select max_id.id from (select ids from ledger.archived_ids where first_id <= $1
            order by first_id desc limit 1) packed
          cross join lateral (select u.id from unnest(packed.ids) as u (id)
            where u.id <= $1 order by u.id desc limit 1) max_id)) as below,
      least(
        (select id from ledger.transfers where id > $1 order by id limit 1),
        (select id from ledger.failed_transfers where id > $1 order by id limit 1),
        (select u.id from (select ids from ledger.archived_ids where first_id <= $1
            order by first_id desc limit 1) packed cross join lateral unnest(packed.ids) as u (id)
          where u.id > $1 order by u.id limit 1),
        (select first_id from ledger.archived_ids where first_id > $1
          order by first_id limit 1)) as above`,
    [id],
  );
  return row ?? { below: null, above: null };
}

/** The columns of `ledger.append` behind the epoch, as PostgreSQL takes them; null: all default. */
export type Appended = {
  readonly batch: number | null;
  readonly first: bigint;
  readonly columns: readonly (Buffer | string | null)[];
};

const APPEND = `select ledger.append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17)`;

/** Appends judged transfers and failed ids. Raises 40001 when the epoch is over. */
export async function append(query: Query, epoch: bigint, appended: Appended): Promise<void> {
  await query(APPEND, [epoch, appended.batch, appended.first, ...appended.columns]);
}

/** Ends a batch that was appended in this transaction; right before the commit. */
export async function endBatch(
  query: Query,
  epoch: bigint,
  batch: number,
  first: bigint,
): Promise<void> {
  await query(`select ledger.append($1, $2, $3, '{}', '{}', '{}', '{}', '{}', '{}')`, [
    epoch,
    batch,
    first,
  ]);
}

/** Marks pending transfers expired, as a batch of its own. */
export async function appendExpiries(
  query: Query,
  epoch: bigint,
  batch: number,
  first: bigint,
  transferIds: readonly string[],
): Promise<void> {
  const sql = 'select ledger.expire_by_writer($1, $2, $3, $4::uuid[])';
  await query(sql, [epoch, batch, first, transferIds]);
}

/** The pending transfers whose time is over at a moment, the longest overdue first. */
export async function overdue(query: Query, moment: bigint, atMost: number): Promise<string[]> {
  const rows = await query<{ transfer_id: string }>(
    `select transfer_id from ledger.pending_states
      where status = 'pending' and expires_at <= $1
      order by expires_at, transfer_id limit $2`,
    [moment, atMost],
  );
  return rows.map((row) => row.transfer_id);
}

/** Takes the duty of being the one writer; false while another process has it. */
export async function tryForDuty(query: Query): Promise<boolean> {
  const sql = 'select pg_try_advisory_lock($1) as taken';
  const [row] = await query<{ taken: boolean }>(sql, [DUTY_LATCH]);
  return row?.taken === true;
}

const DUTY_LATCH = 7310868735423279224n;

export type Duty = {
  readonly epoch: bigint;
  readonly last_timestamp: bigint;
  /** The last batch of the epoch before that was committed. */
  readonly ended_batch: bigint;
};

/** Begins a new epoch under an engine, when everything of the one before has ended. */
export async function takeOver(query: Query, engine: 'memory' | 'sql'): Promise<Duty> {
  // It waits for whoever is still inside a transaction, however long that takes.
  await query('set statement_timeout = 0');
  await query('set lock_timeout = 0');
  const [duty] = await query<Duty>('select * from ledger.take_over($1)', [engine]);
  if (duty === undefined) throw new Error('ledger: nobody said who writes the books');
  return duty;
}

/** Who writes the books now. */
export async function writerNow(query: Query): Promise<{ engine: string; epoch: bigint }> {
  const [row] = await query<{ engine: string; epoch: bigint }>(
    'select engine, epoch from ledger.writer',
  );
  if (row === undefined) throw new Error('ledger: nobody said who writes the books');
  return row;
}

/** Lets sums and statement lines catch up to a timestamp; true when there is more to do. */
export async function fold(query: Query, epoch: bigint, safe: bigint): Promise<boolean> {
  const sql = 'select more from ledger.fold($1, $2)';
  const [row] = await query<{ more: boolean }>(sql, [epoch, safe]);
  return row?.more === true;
}
