// The SQL of archiving: what leaves the books next, what became of what left, and the one call that
// removes it. All of it needs the owner's connection: the server's role cannot remove anything.

import { strict as assert } from 'node:assert';
import type { Query } from '#platform';

/** A file that left the books; its number, bounds and hashes are kept there for ever. */
export type ArchiveFile = {
  readonly number: number;
  /** It holds what is later than this, and what was still pending then and is resolved in it. */
  readonly after: bigint;
  readonly until: bigint;
  readonly transfers: number;
  /** Of the text in it, hexadecimal. */
  readonly sha256: string;
  /** Of the chain of the file before it, followed by its own hash, both as bytes. */
  readonly chain: string;
};

/** One step of the cut. */
export type ArchiveStep = {
  readonly after: bigint;
  readonly upto: bigint;
  /** How many transfers stand there, those that stay because they are pending included. */
  readonly standing: number;
};

/** What would leave the books, and what would stay. */
export type ArchivePreview = {
  readonly after: bigint;
  readonly upto: bigint;
  readonly transfers: number;
  readonly staying: number;
  /** What a transfer takes now, with its indexes and its share of the statements. */
  readonly bytesEach: number;
};

/** Takes the command's own lock for as long as the connection lives; false while another has it. */
export async function tryForArchive(query: Query): Promise<boolean> {
  const sql = 'select pg_try_advisory_lock(7310868735423279226) as taken';
  const [row] = await query<{ taken: boolean }>(sql);
  return row?.taken === true;
}

/** Lets statements run as long as they need. */
export async function takeTime(query: Query): Promise<void> {
  await query('set statement_timeout = 0');
}

type FileRow = {
  number: number;
  after: bigint;
  until: bigint;
  transfers: bigint;
  sha256: Buffer;
  chain: Buffer;
};

/** All files that left the books, in order. */
export async function archiveFiles(query: Query): Promise<ArchiveFile[]> {
  const rows = await query<FileRow>('select * from ledger.archive_files order by number');
  return rows.map((row) => ({
    number: row.number,
    after: row.after,
    until: row.until,
    transfers: Number(row.transfers),
    sha256: row.sha256.toString('hex'),
    chain: row.chain.toString('hex'),
  }));
}

/** Where the next step goes: not beyond the target, at most so many transfers. */
export async function nextStep(query: Query, target: bigint, atMost: number): Promise<ArchiveStep> {
  const sql = 'select * from ledger.archive_next($1, $2)';
  const [row] = await query<{ after: bigint; upto: bigint; standing: bigint }>(sql, [
    target,
    atMost,
  ]);
  assert(row !== undefined);
  return { after: row.after, upto: row.upto, standing: Number(row.standing) };
}

/** The text of a step's file. */
export async function textOf(query: Query, { after, upto }: ArchiveStep): Promise<string> {
  const sql = 'select content from ledger.archive_text($1, $2)';
  const [row] = await query<{ content: string }>(sql, [after, upto]);
  assert(row !== undefined);
  return row.content;
}

/** Removes a step from the books, in a transaction of its own; answers how many transfers. */
export async function removeStep(
  query: Query,
  number: number,
  { after, upto }: ArchiveStep,
  sha256: Buffer,
): Promise<number> {
  const sql = 'select ledger.archive_step($1, $2, $3, $4) as transfers';
  const [row] = await query<{ transfers: bigint }>(sql, [number, after, upto, sha256]);
  return Number(row?.transfers ?? 0);
}

/** What would leave the books up to a target. */
export async function previewOf(query: Query, target: bigint): Promise<ArchivePreview> {
  const [row] = await query<{
    after: bigint;
    upto: bigint;
    transfers: bigint;
    staying: bigint;
    bytes_each: number;
  }>(
    `select n.after, n.upto, count(t.id) - count(p.transfer_id) as transfers,
        count(p.transfer_id) as staying, (
          select sum(pg_total_relation_size(c.oid)) / greatest(1, max(c.reltuples) filter (
              where c.relname = 'transfers'))
            from pg_class c join pg_namespace s on s.oid = c.relnamespace
            where s.nspname = 'ledger' and c.relname in ('transfers', 'lines', 'pending_states')
        )::float8 as bytes_each
      from ledger.archive_next($1, 9223372036854775807) n
      left join ledger.transfers t on t.timestamp > n.after and t.timestamp <= n.upto
      left join ledger.pending_states p on p.transfer_id = t.id and t.flags & 2 <> 0
        and (p.resolved_at is null or p.resolved_at > n.upto)
      group by n.after, n.upto`,
    [target],
  );
  assert(row !== undefined);
  return {
    after: row.after,
    upto: row.upto,
    transfers: Number(row.transfers),
    staying: Number(row.staying),
    bytesEach: Math.round(row.bytes_each),
  };
}

/** Lets the database use the freed space again. Cannot run inside a transaction. */
export async function reuseSpace(query: Query): Promise<void> {
  for (const table of ['transfers', 'lines', 'pending_states', 'archived_ids']) {
    await query(`vacuum (analyze) ledger.${table}`);
  }
}

export type CarriedSums = { readonly debitsMinor: bigint; readonly creditsMinor: bigint };

/** What is carried on each account for what is in the archive. */
export async function carriedSums(query: Query): Promise<Map<string, CarriedSums>> {
  const rows = await query<{
    account_id: string;
    debits_posted_minor: bigint;
    credits_posted_minor: bigint;
  }>('select account_id, debits_posted_minor, credits_posted_minor from ledger.carried');
  return new Map(
    rows.map((row) => [
      row.account_id,
      { debitsMinor: row.debits_posted_minor, creditsMinor: row.credits_posted_minor },
    ]),
  );
}

/** How many ids are kept as archived. */
export async function countArchivedIds(query: Query): Promise<number> {
  const sql = 'select coalesce(sum(cardinality(ids)), 0)::bigint as ids from ledger.archived_ids';
  const [row] = await query<{ ids: bigint }>(sql);
  return Number(row?.ids ?? 0);
}
