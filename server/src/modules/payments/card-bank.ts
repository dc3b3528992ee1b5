// The port to the banks that issue the customers' cards: what payments needs of them, as a type.
// Whatever is not a clear, signed and matching answer is 'unclear', never a guess.

import type { Unclear } from '#platform';

export type CardBin = {
  readonly bankNameEn: string;
  readonly bankNameZh: string;
  readonly cardType: 'debit';
};

/** The four factors that the card's bank compares with its own records. */
export type FourFactors = {
  readonly name: string;
  readonly idNumber: string;
  readonly cardNumber: string;
  /** In E.164, as the customer left it at the card's bank. */
  readonly phone: string;
};

export type BoundCard = CardBin & { readonly token: string; readonly last4: string };

export type CardInstruction = {
  /** The order's id: the same reference never executes twice, whatever is sent again. */
  readonly reference: string;
  readonly direction: 'debit' | 'credit';
  readonly cardToken: string;
  readonly amountMinor: bigint;
  readonly currency: 'CNY';
};

export type CardInstructionReason = 'insufficient_funds' | 'card_inactive' | 'reference_closed';

/** What can never change again at the card bank. */
export type FinalWord =
  | { readonly outcome: 'succeeded'; readonly bankReference: string }
  | { readonly outcome: 'failed'; readonly reason: CardInstructionReason };

/** The card bank has not seen the reference; an earlier request may still be on its way. */
export type Unknown = { readonly outcome: 'unknown' };

export type CardBank = {
  readonly lookUpBin: (bin: string) => Promise<CardBin | 'unknown' | Unclear>;
  /** Compares the factors and makes the card's bank send its own code to the phone. */
  readonly checkFactors: (
    reference: string,
    factors: FourFactors,
  ) => Promise<{ outcome: 'sent'; verificationId: string } | { outcome: 'mismatch' } | Unclear>;
  readonly confirmCode: (
    verificationId: string,
    code: string,
  ) => Promise<
    | { outcome: 'bound'; card: BoundCard }
    | { outcome: 'code_wrong'; triesLeft: number }
    | { outcome: 'expired' }
    | Unclear
  >;
  readonly carryOut: (instruction: CardInstruction) => Promise<FinalWord | Unclear>;
  readonly enquire: (instruction: CardInstruction) => Promise<FinalWord | Unknown | Unclear>;
  /** After this the reference is either done or can never execute. */
  readonly close: (instruction: CardInstruction) => Promise<FinalWord | Unclear>;
};

export function isUnclear(word: object | string): word is Unclear {
  return typeof word === 'object' && 'outcome' in word && word.outcome === 'unclear';
}
