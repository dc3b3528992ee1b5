// Posting what a customer pays: the ledger itself refuses more than there is, whoever asks at the
// same moment.

import assert from 'node:assert/strict';
import { cny, decimalOf, type Refusal } from '@sycee/kit';
import { balanceOf, type DemandAccount } from '#deposits';
import { type NewTransfer, postAll } from '#ledger';
import type { Tx } from '#platform';
import { refuse } from './refusals.ts';

/** Posts movements that debit a customer's account. Refuses insufficient_funds. */
export async function spend(
  tx: Tx,
  account: DemandAccount,
  transfers: readonly NewTransfer[],
): Promise<void> {
  const status = await postAll(tx, transfers);
  if (status === 'created') return;
  assert.equal(status, 'exceeds_credits', `the ledger does not take ${transfers[0]?.id}`);
  throw insufficientFunds((await balanceOf(tx, account)).availableMinor);
}

export function insufficientFunds(availableMinor: bigint): Refusal {
  return refuse('payments.insufficient_funds', {
    available: decimalOf(cny(availableMinor)),
    available_minor: availableMinor.toString(),
  });
}

/** Posts movements that nothing but a defect can make the ledger refuse. */
export async function postSurely(tx: Tx, transfers: readonly NewTransfer[]): Promise<void> {
  assert.equal(await postAll(tx, transfers), 'created', `the ledger refuses ${transfers[0]?.id}`);
}
