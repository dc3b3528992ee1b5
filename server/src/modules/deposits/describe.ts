// Whoever posts to a customer's account says what it means to the holder: a ledger knows amounts, a
// statement needs words.

import type { Tx } from '#platform';
import type { Movement } from './account.ts';
import { insertMovements } from './store-movements.ts';

/** Keeps what movements mean; saying it twice changes nothing. */
export function describe(tx: Tx, movements: readonly Movement[]): Promise<void> {
  return insertMovements(tx, movements);
}
