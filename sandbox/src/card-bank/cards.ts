// The cards that the fictitious banks have issued, and the people's balances on them.

import { isoOf } from '@sycee/kit';

import { randomDigits, type Tx } from '../platform/index.ts';
import { luhnDigit } from './luhn.ts';

export type Bank = {
  readonly bank_name: string;
  readonly bank_name_zh: string;
  readonly card_type: 'debit' | 'credit';
};

/** Who a card belongs to, as the issuer knows it. */
export type Holder = { readonly name: string; readonly idNumber: string; readonly phone: string };

export type Card = Bank & {
  readonly card_number: string;
  readonly holder_name: string;
  readonly holder_id_number: string;
  readonly holder_phone: string;
  readonly status: 'active' | 'inactive';
  readonly balance_minor: bigint;
};

const CARD_DIGITS = 19;
const CARD_COLUMNS = `card_number, holder_name, holder_id_number, holder_phone, status,
  balance_minor, bank_name, bank_name_zh, card_type`;
const CARDS = 'card_bank.cards join card_bank.bins on bin = left(card_number, 6)';

/** The bank behind the first six digits of a card, or undefined. */
export async function bankOfBin(tx: Tx, bin: string): Promise<Bank | undefined> {
  const [bank] = await tx.query<Bank>(
    'select bank_name, bank_name_zh, card_type from card_bank.bins where bin = $1',
    [bin],
  );
  return bank;
}

/** Issues a card; `body` are the digits between BIN and check digit, chance where left out. */
export async function issueCard(
  tx: Tx,
  holder: Holder,
  { bin, body, balanceMinor }: { bin: string; body?: string; balanceMinor: bigint },
): Promise<string> {
  const digits = bin + (body ?? randomDigits(CARD_DIGITS - bin.length - 1));
  const cardNumber = digits + luhnDigit(digits);
  await tx.query(
    `insert into card_bank.cards (card_number, holder_name, holder_id_number, holder_phone,
       opening_minor, balance_minor, issued_at) values ($1, $2, $3, $4, $5, $5, $6)`,
    [cardNumber, holder.name, holder.idNumber, holder.phone, balanceMinor, isoOf(tx.now)],
  );
  return cardNumber;
}

/** Every bank's BIN. */
export async function allBins(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ bin: string }>('select bin from card_bank.bins order by bin');
  return rows.map(({ bin }) => bin);
}

export async function cardByNumber(tx: Tx, cardNumber: string): Promise<Card | undefined> {
  const [card] = await tx.query<Card>(
    `select ${CARD_COLUMNS} from ${CARDS} where card_number = $1`,
    [cardNumber],
  );
  return card;
}

/** The cards of some people, by their resident id numbers, oldest first. */
export function cardsOfHolders(tx: Tx, idNumbers: readonly string[]): Promise<Card[]> {
  return tx.query<Card>(
    `select ${CARD_COLUMNS} from ${CARDS} where holder_id_number = any($1)
     order by issued_at, card_number`,
    [idNumbers],
  );
}

/** Blocks a card or makes it usable again; answers whether there is such a card. */
export async function setCardStatus(
  tx: Tx,
  cardNumber: string,
  status: Card['status'],
): Promise<boolean> {
  const rows = await tx.query(
    'update card_bank.cards set status = $2 where card_number = $1 returning card_number',
    [cardNumber, status],
  );
  return rows.length === 1;
}
