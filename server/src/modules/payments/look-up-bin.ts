// Which bank a card belongs to, from its first digits, while the customer is still typing.

import { type CardBin, isUnclear } from './card-bank.ts';
import type { PaymentsPorts } from './ports.ts';
import { refuse } from './refusals.ts';

/** The bank of a card's first digits. Refuses bin_unknown and card_bank_unavailable. */
export async function lookUpBin(ports: PaymentsPorts, digits: string): Promise<CardBin> {
  const bin = await ports.cardBank.lookUpBin(digits);
  if (bin === 'unknown') throw refuse('payments.bin_unknown');
  if (isUnclear(bin)) throw refuse('payments.card_bank_unavailable');
  return bin;
}
