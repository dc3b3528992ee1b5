// Why an order with a card failed, and what a person is told while its fate is being checked. These
// are facts on an order, not answers to a request, so they are no refusals.

import type { CardInstructionReason } from './card-bank.ts';

type Text = { readonly en: string; readonly zh: string };

export const ORDER_FAILURES = {
  card_insufficient_funds: {
    en:
      'There was not enough money on the card. Nothing was taken from it. Top up a smaller ' +
      'amount or use another card.',
    zh: '银行卡余额不足，未从卡中扣款。请降低充值金额或更换银行卡。',
  },
  card_inactive: {
    en:
      'The card’s bank does not allow this card to be used. Your money is where it was ' +
      'before. Use another card, or ask that bank.',
    zh: '发卡银行不允许使用该银行卡，您的资金保持原状。请更换银行卡，或咨询发卡银行。',
  },
  card_bank_gave_up: {
    en:
      'The card’s bank did not carry out the order in time, and it was cancelled for good. ' +
      'Your money is where it was before. You can try again.',
    zh: '发卡银行未能及时完成，该订单已彻底取消，您的资金保持原状。您可以重新发起。',
  },
} as const satisfies Record<string, Text>;

export type OrderFailureCode = keyof typeof ORDER_FAILURES;

/** What an order in processing says when the first answer did not come. */
export const CHECKING_WITH_CARD_BANK = {
  code: 'checking_with_card_bank',
  en:
    'The card’s bank has not told us the result yet. We keep asking until it is certain; ' +
    'nothing is taken or paid twice. There is no need to try again.',
  zh: '发卡银行尚未告知结果。我们会持续查询直到确认，不会重复扣款或付款，您无需重新操作。',
} as const;

/** The failure of an order whose card instruction ended without moving money. */
export const FAILURE_OF: Readonly<Record<CardInstructionReason, OrderFailureCode>> = {
  insufficient_funds: 'card_insufficient_funds',
  card_inactive: 'card_inactive',
  reference_closed: 'card_bank_gave_up',
};
