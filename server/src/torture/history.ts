// What callers were told, held against the books: a transfer that was acknowledged is there once as
// it was asked for, and one that was refused is not there.

import { transfersById } from '#ledger';
import type { Database } from '#platform';

/** An answer as it crosses from one process to another; 'no answer' is every error. */
export type Told = { readonly id: string; readonly amountMinor: string; readonly status: string };

const AT_ONCE = 5_000;

/** Every way in which the books contradict what was told, as sentences. */
export async function contradictions(
  database: Database,
  answers: readonly Told[],
): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < answers.length; start += AT_ONCE) {
    const part = answers.slice(start, start + AT_ONCE);
    const ids = part.map(({ id }) => id);
    const standing = await database.read((tx) => transfersById(tx, ids));
    const amounts = new Map(standing.map(({ id, amountMinor }) => [id, String(amountMinor)]));
    found.push(...part.flatMap((told) => contradiction(told, amounts.get(told.id)) ?? []));
  }
  return found;
}

function contradiction({ id, amountMinor, status }: Told, made?: string): string | undefined {
  if (status === 'no answer') return undefined;
  if (status !== 'created') return made && `${id} was told ${status}, and is in the books`;
  if (made === undefined) return `${id} was told created, and is not in the books`;
  return made === amountMinor
    ? undefined
    : `${id} is in the books with ${made}, not ${amountMinor}`;
}
