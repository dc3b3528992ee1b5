// What the ledger does not know yet: money that the card bank has been asked for, and which will
// need room on the account it was asked for. Deposits is told where the house is put together.

import { ZERO } from '@sycee/kit';
import type { OnItsWay } from '#deposits';
import { topUpsInFlight } from './store-orders.ts';

/** The sum of the top-ups under way to an account; take it first, so that it stays true. */
export const onItsWay: OnItsWay = async (tx, account) =>
  (await topUpsInFlight(tx, [account])).get(account.id) ?? ZERO;
