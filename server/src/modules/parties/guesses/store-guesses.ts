// SQL of wrong guesses by where they come from.

import { addSeconds, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import type { Tx } from '#platform';
import { GUESS_SOURCE_CONTEXT } from '../sealed-columns.ts';
import { FORGET_SECONDS, WINDOW_SECONDS, type GuessPurpose } from './guess-limits.ts';

export type Source = { readonly index: Buffer; readonly purpose: GuessPurpose };

/** A place under its keyed hash. */
export function sourceIndex(tx: Tx, place: string): Buffer {
  return tx.secrets.blindIndex(place, GUESS_SOURCE_CONTEXT);
}

/** The app's own number on a device, as it is kept; null when the app gave none. */
export async function selectInstallation(tx: Tx, deviceId: Id<'dev'>): Promise<Buffer | null> {
  const [row] = await tx.query<{ installation_hash: Buffer | null }>(
    'select installation_hash from parties.devices where id = $1',
    [uuidOf(deviceId)],
  );
  return row?.installation_hash ?? null;
}

/** Until when any of some places has to wait; undefined when none does. */
export async function selectBlockedUntil(
  tx: Tx,
  indexes: readonly Buffer[],
  purpose: GuessPurpose,
): Promise<Instant | undefined> {
  const [row] = await tx.query<{ until: Instant | null }>(
    `select max(blocked_until) as until from parties.guess_blocks
     where source_index = any($1::bytea[]) and purpose = $2 and blocked_until > $3`,
    [indexes, purpose, isoOf(tx.now)],
  );
  return row?.until ?? undefined;
}

/** Makes those who note guesses from one place come one by one until the commit. */
export async function holdSource(tx: Tx, { index, purpose }: Source): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [
    `${purpose} ${index.toString('hex')}`,
  ]);
}

export async function upsertWrongGuess(tx: Tx, source: Source, target: Buffer): Promise<void> {
  await tx.query(
    `insert into parties.wrong_guesses
       (source_index, purpose, target_hash, guessed_at, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (source_index, purpose, target_hash)
       do update set guessed_at = excluded.guessed_at, expires_at = excluded.expires_at`,
    [
      source.index,
      source.purpose,
      target,
      isoOf(tx.now),
      isoOf(addSeconds(tx.now, FORGET_SECONDS)),
    ],
  );
}

/** At how many accounts a place has guessed since it last had to wait, within the window. */
export async function countTargets(tx: Tx, { index, purpose }: Source): Promise<number> {
  const [row] = await tx.query<{ targets: bigint }>(
    `select count(*) as targets from parties.wrong_guesses
     where source_index = $1 and purpose = $2 and guessed_at > greatest($3::timestamptz,
       (select blocked_at from parties.guess_blocks where source_index = $1 and purpose = $2))`,
    [index, purpose, isoOf(addSeconds(tx.now, -WINDOW_SECONDS))],
  );
  return Number(row?.targets ?? 0n);
}

/** How often in a row a place has had to wait. */
export async function selectBlocks(tx: Tx, { index, purpose }: Source): Promise<number> {
  const [row] = await tx.query<{ blocks: number }>(
    `select blocks from parties.guess_blocks
     where source_index = $1 and purpose = $2 and expires_at > $3`,
    [index, purpose, isoOf(tx.now)],
  );
  return row?.blocks ?? 0;
}

export async function upsertBlock(
  tx: Tx,
  { index, purpose }: Source,
  block: { blocks: number; until: Instant },
): Promise<void> {
  await tx.query(
    `insert into parties.guess_blocks
       (source_index, purpose, blocks, blocked_at, blocked_until, expires_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (source_index, purpose) do update set blocks = excluded.blocks,
       blocked_at = excluded.blocked_at, blocked_until = excluded.blocked_until,
       expires_at = excluded.expires_at`,
    [
      index,
      purpose,
      block.blocks,
      isoOf(tx.now),
      isoOf(block.until),
      isoOf(addSeconds(block.until, FORGET_SECONDS)),
    ],
  );
}

/** Removes what does not count any more, so many rows at most; answers how many. */
export async function deleteOldGuesses(tx: Tx, limit: number): Promise<number> {
  const rows = await tx.query(
    `delete from parties.wrong_guesses where ctid = any (array(
       select ctid from parties.wrong_guesses where expires_at < $1 limit $2)) returning 1`,
    [isoOf(tx.now), limit],
  );
  await tx.query('delete from parties.guess_blocks where expires_at < $1', [isoOf(tx.now)]);
  return rows.length;
}
