// Proves that every order and the ledger tell the same story: what is paid is posted, what waits is
// pending, what came back is voided, and nothing else went through the cards. For the audit of the
// books.

import { type Id, uuidOf } from '@sycee/kit';
import { accountsOf } from '#deposits';
import { accountsById, archivedIds, bankAccounts, transfersById } from '#ledger';
import type { Tx } from '#platform';
import type { Order } from './order.ts';
import { cardOrderTotals, feeTransfersOf, ordersAfter } from './store-audit.ts';

export type PaymentsFault = {
  readonly orderId: Id<'pay'> | null;
  readonly fault: string;
};

type Movement = Awaited<ReturnType<typeof transfersById>>[number];

/** The ledger accounts of sides that were looked up, by account, or by party for the first one. */
type AccountIds = Map<string, string>;

const AT_ONCE = 500;

/** The faults of all orders; empty when the books are as promised. */
export async function auditPayments(tx: Tx): Promise<PaymentsFault[]> {
  const faults: PaymentsFault[] = await auditTotals(tx);
  const accounts: AccountIds = new Map();
  let after: Id<'pay'> | undefined;
  for (;;) {
    const orders = await ordersAfter(tx, after, AT_ONCE);
    const fees = await feeTransfersOf(
      tx,
      orders.map(({ id }) => id),
    );
    const ids = [...orders.map(({ id }) => uuidOf(id)), ...fees.values()];
    const movements = new Map((await transfersById(tx, ids)).map((one) => [one.id, one]));
    const archived = new Set(await archivedIds(tx, ids));
    for (const order of orders) {
      const fault = archived.has(uuidOf(order.id))
        ? faultOfArchived(order)
        : await faultOf(tx, accounts, order, {
            amount: movements.get(uuidOf(order.id)),
            fee: movements.get(fees.get(order.id) ?? ''),
          });
      if (fault !== undefined) faults.push({ orderId: order.id, fault });
    }
    after = orders.at(-1)?.id;
    if (orders.length < AT_ONCE) return faults;
  }
}

/** What the cards' accounts hold is the sum of the orders that succeeded, and no more. */
async function auditTotals(tx: Tx): Promise<PaymentsFault[]> {
  const totals = await cardOrderTotals(tx);
  const held = await accountsById(tx, [bankAccounts.cardSettlement, bankAccounts.withdrawalFees]);
  const balanceOf = (account: string) => {
    const found = held.find(({ id }) => id === account);
    return (found?.debitsPostedMinor ?? 0n) - (found?.creditsPostedMinor ?? 0n);
  };
  const settlement = balanceOf(bankAccounts.cardSettlement) === totals.owedMinor;
  const fees = balanceOf(bankAccounts.withdrawalFees) === -totals.feesMinor;
  return [
    ...(settlement ? [] : [{ orderId: null, fault: 'card settlement differs from the orders' }]),
    ...(fees ? [] : [{ orderId: null, fault: 'fee income differs from the orders' }]),
  ];
}

/** In the archive is only what moved money or came to its end; the rest its files prove. */
function faultOfArchived({ kind, state }: Order): string | undefined {
  if (kind === 'top_up' && state !== 'succeeded') return 'a top-up without success moved money';
  const isOpen = state === 'processing' || state === 'awaiting_acceptance';
  return isOpen ? 'an open order is in the archive' : undefined;
}

async function faultOf(
  tx: Tx,
  accounts: AccountIds,
  order: Order,
  movements: { readonly amount: Movement | undefined; readonly fee: Movement | undefined },
): Promise<string | undefined> {
  const { amount, fee } = movements;
  if (order.kind === 'top_up' && order.state !== 'succeeded') {
    return amount && 'a top-up without success moved money';
  }
  const [from, to] = await Promise.all([
    accountIdOf(tx, accounts, { partyId: order.payerId, accountId: order.payerAccountId }),
    accountIdOf(tx, accounts, { partyId: order.payeeId, accountId: order.payeeAccountId }),
  ]);
  if (!moves(amount, order.amountMinor, from, to)) return 'the amount did not move as ordered';
  if (amount?.pendingStatus !== pendingStatusOf(order)) return 'the hold differs from the state';
  if (order.feeMinor === 0n) return fee && 'a fee that was not ordered';
  if (!moves(fee, order.feeMinor, from, bankAccounts.withdrawalFees)) {
    return 'the fee did not move as ordered';
  }
  return fee?.pendingStatus === pendingStatusOf(order)
    ? undefined
    : 'the hold of the fee differs from the state';
}

function moves(
  movement: Movement | undefined,
  amountMinor: bigint,
  from: string | undefined,
  to: string | undefined,
): boolean {
  return (
    movement?.amountMinor === amountMinor &&
    movement.debitAccountId === from &&
    movement.creditAccountId === to
  );
}

/** How the movement of an order stands in the ledger; null for one that was never held. */
function pendingStatusOf({ kind, state, arrival }: Order): Movement['pendingStatus'] {
  if (kind === 'top_up' || arrival === 'instant') return null;
  if (state === 'succeeded') return 'posted';
  return state === 'processing' || state === 'awaiting_acceptance' ? 'pending' : 'voided';
}

/** The ledger account of a side; a side without a party is a card. */
async function accountIdOf(
  tx: Tx,
  accounts: AccountIds,
  { partyId, accountId }: { partyId: Id<'party'> | null; accountId: Id<'acct'> | null },
): Promise<string | undefined> {
  if (partyId === null) return bankAccounts.cardSettlement;
  const key = accountId ?? partyId;
  const known = accounts.get(key);
  if (known !== undefined) return known;
  const [account] = await accountsOf(tx, [{ partyId, accountId }]);
  if (account !== undefined) accounts.set(key, account.ledgerAccountId);
  return account?.ledgerAccountId;
}
