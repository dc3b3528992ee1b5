// What callers were told, held against the books: the one thing that must be true after any fault.

import { expect } from 'vitest';
import { OutcomeUnknown } from '#platform';
import type { TestDatabase } from '../../../platform/testing.ts';
import type { Engine } from '../engine.ts';
import { transfersById } from '../store-lookups.ts';
import type { NewTransfer } from '../transfer.ts';
import { auditLedger } from './audit.ts';

/** A submission and the answer to it; an error is 'not made', or 'unknown' where nobody knows. */
export type Told = {
  readonly transfers: readonly NewTransfer[];
  readonly statuses: readonly string[];
  readonly error?: unknown;
};

/** Submits everything at once and waits for every answer. */
export function tellAll(
  engine: Engine,
  submissions: readonly (readonly NewTransfer[])[],
): Promise<Told[]> {
  return Promise.all(
    submissions.map(async (transfers) => {
      try {
        return { transfers, statuses: await engine.submit({ transfers }) };
      } catch (error) {
        const status = error instanceof OutcomeUnknown ? 'unknown' : 'not made';
        return { transfers, statuses: transfers.map(() => status), error };
      }
    }),
  );
}

/** Expects the books to be as everybody was told, and sound in themselves. */
export async function expectTruth(bank: TestDatabase, told: readonly Told[]): Promise<void> {
  const ids = told.flatMap(({ transfers }) => transfers.map(({ id }) => id));
  const standing = await bank.database.read((tx) => transfersById(tx, ids));
  const amounts = new Map(standing.map(({ id, amountMinor }) => [id, amountMinor]));
  const said = new Map<string, string[]>();
  for (const { transfers, statuses } of told) {
    for (const [index, { id }] of transfers.entries()) {
      said.set(id, [...(said.get(id) ?? []), statuses[index] ?? '']);
    }
  }
  const asked = new Map(
    told.flatMap(({ transfers }) => transfers.map(({ id, amountMinor }) => [id, amountMinor])),
  );
  const lies = [...said].flatMap(([id, statuses]) => {
    const lie = lieIn(statuses, asked.get(id), amounts.get(id));
    return lie === undefined ? [] : [`${id} was told ${statuses.join(', ')}: ${lie}`];
  });
  expect(lies).toEqual([]);
  expect(await auditLedger(bank)).toEqual({});
}

function lieIn(statuses: readonly string[], asked?: bigint, made?: bigint): string | undefined {
  const yes = statuses.filter((status) => status === 'created').length;
  const unknown = statuses.includes('unknown');
  if (yes > 1) return 'made more than once';
  if (yes === 1 && made !== asked) return `stands with ${made}`;
  if (statuses.includes('exists') && made === undefined) return 'is nowhere';
  if (made !== undefined && yes === 0 && !unknown) return 'stands in the books';
  return undefined;
}
