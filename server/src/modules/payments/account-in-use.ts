// Which of a customer's accounts an order is about: the one it names, or the main one.

import { takeAccount, type DemandAccount } from '#deposits';
import type { Tx } from '#platform';
import type { CardOrderRequest } from './order.ts';
import { refuse } from './refusals.ts';

/**
 * The account, taken until the transaction ends. Refuses account_needed when there is no main one,
 * and account_not_found when the named one is not the customer's, or closed.
 */
export async function accountInUse(
  tx: Tx,
  { partyId, accountId }: Pick<CardOrderRequest, 'partyId' | 'accountId'>,
): Promise<DemandAccount> {
  const account = await takeAccount(tx, partyId, accountId);
  if (account !== undefined) return account;
  throw refuse(accountId === undefined ? 'payments.account_needed' : 'payments.account_not_found');
}
