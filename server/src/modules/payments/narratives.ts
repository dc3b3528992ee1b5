// What the movements of an order mean to the holders of the accounts: the words of their
// statements.

import assert from 'node:assert/strict';
import type { Id } from '@sycee/kit';
import type { DemandAccount, Movement } from '#deposits';
import type { Party } from '#parties';
import type { Order, OrderTransfer } from './order.ts';
import type { Card } from './store-cards.ts';

/** A top-up or withdrawal; its bank has a name in each language. */
export function narrateCardOrder(
  order: Order,
  { account, card, transfers }: CardOrderParts,
): Movement[] {
  const { bankNameEn, bankNameZh, last4 } = card;
  const bank = { en: `${bankNameEn} (${last4})`, zh: `${bankNameZh} (${last4})` };
  return transfers.map(({ purpose, transferId }) => {
    const isFee = purpose === 'fee' || purpose === 'fee_end';
    return {
      transferId,
      accountId: account.ledgerAccountId,
      kind: isFee ? 'withdrawal_fee' : order.kind,
      orderId: order.id,
      counterparty: isFee ? null : bank,
      note: null,
    };
  });
}

export type CardOrderParts = {
  readonly account: DemandAccount;
  readonly card: Card;
  readonly transfers: readonly OrderTransfer[];
};

/** A transfer, for both sides; a payee is named to the payer once the money has arrived. */
export function narrateTransfer(
  order: Order,
  { payer, payee, transferId, people }: TransferParts,
): Movement[] {
  const [from, to] = [people.get(payer.partyId), people.get(payee.partyId)];
  assert(from && to);
  const arrived = order.state === 'succeeded';
  const shared = { transferId, kind: order.kind, orderId: order.id, note: order.note };
  return [
    {
      ...shared,
      accountId: payer.ledgerAccountId,
      counterparty: nameOf(to, arrived ? to.name : to.nameMasked),
    },
    { ...shared, accountId: payee.ledgerAccountId, counterparty: nameOf(from, from.name) },
  ];
}

export type TransferParts = {
  readonly payer: DemandAccount;
  readonly payee: DemandAccount;
  readonly transferId: string;
  /** Both of them, by id. */
  readonly people: ReadonlyMap<Id<'party'>, Party>;
};

function nameOf(person: Party, name: string | null): string {
  return name ?? person.phoneMasked;
}
