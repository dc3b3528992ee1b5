// Orders as ledger transfers: which account pays which, what is held, and what ends a hold. The
// main movement bears the order's own id, so that no order can be carried out twice.

import assert from 'node:assert/strict';
import { type Id, uuidOf } from '@sycee/kit';
import {
  bankAccounts,
  LEDGER_CNY,
  type NewTransfer,
  posting,
  TRANSFER_CODES,
  voiding,
} from '#ledger';
import type { Order, OrderTransfer } from './order.ts';

/** Ledger transfers of one order with what each is for; they succeed or fail together. */
export type Movements = {
  readonly transfers: readonly NewTransfer[];
  readonly purposes: readonly OrderTransfer[];
};

type NewId = (prefix: 'mov') => Id<'mov'>;

/** Money that the card bank has taken from the card: it owes us, we owe the customer. */
export function topUpMovement(order: Order, accountId: string): Movements {
  const code = TRANSFER_CODES.topUp;
  return movement(order, { from: bankAccounts.cardSettlement, to: accountId, code, held: false });
}

/** Money from one customer to another, at once or held until accepted. */
export function transferMovement(order: Order, payer: string, payee: string): Movements {
  const held = order.state === 'awaiting_acceptance';
  return movement(order, { from: payer, to: payee, code: TRANSFER_CODES.transfer, held });
}

/** Holds a withdrawal and its fee until the card bank's final word. */
export function withdrawalHold(order: Order, accountId: string, newId: NewId): Movements {
  const amount = movement(order, {
    from: accountId,
    to: bankAccounts.cardSettlement,
    code: TRANSFER_CODES.withdrawal,
    held: true,
  });
  if (order.feeMinor === 0n) return amount;
  const fee: NewTransfer = {
    id: uuidOf(newId('mov')),
    debitAccountId: accountId,
    creditAccountId: bankAccounts.withdrawalFees,
    amountMinor: order.feeMinor,
    ledger: LEDGER_CNY,
    code: TRANSFER_CODES.withdrawalFee,
    flags: { pending: true },
  };
  return {
    transfers: [...amount.transfers, fee],
    purposes: [...amount.purposes, { purpose: 'fee', transferId: fee.id }],
  };
}

/** Ends what an order holds: pays it out, or gives it back. */
export function holdEnd(
  held: readonly OrderTransfer[],
  how: 'post' | 'void',
  newId: NewId,
): Movements {
  const end = how === 'post' ? posting : voiding;
  const ends = held.map(({ purpose, transferId }) => {
    assert(purpose === 'amount' || purpose === 'fee', `${purpose} ends a hold already`);
    const id = uuidOf(newId('mov'));
    return { id, heldId: transferId, purpose: `${purpose}_end` as const };
  });
  return {
    transfers: ends.map(({ id, heldId }) => end(id, heldId)),
    purposes: ends.map(({ id, purpose }) => ({ purpose, transferId: id })),
  };
}

type Way = {
  readonly from: string;
  readonly to: string;
  readonly code: number;
  readonly held: boolean;
};

function movement(order: Order, { from, to, code, held }: Way): Movements {
  const id = uuidOf(order.id);
  const transfer: NewTransfer = {
    id,
    debitAccountId: from,
    creditAccountId: to,
    amountMinor: order.amountMinor,
    ledger: LEDGER_CNY,
    code,
    flags: { pending: held },
  };
  return { transfers: [transfer], purposes: [{ purpose: 'amount', transferId: id }] };
}
