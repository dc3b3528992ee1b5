// What the movements of an order mean to the holders of the accounts: the words of their
// statements.

import assert from 'node:assert/strict';
import type { DemandAccount, Movement } from '#deposits';
import { partiesById, type Party } from '#parties';
import type { Tx } from '#platform';
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
export async function narrateTransfer(
  tx: Tx,
  order: Order,
  { payer, payee, transferId }: TransferParts,
): Promise<Movement[]> {
  const people = await partiesById(tx, [payer.partyId, payee.partyId]);
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
};

function nameOf(person: Party, name: string | null): string {
  return name ?? person.phoneMasked;
}
