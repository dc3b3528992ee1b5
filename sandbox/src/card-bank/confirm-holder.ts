// The holder shows the code from the SMS; the bank gets a token that stands for the card from then
// on. A repeated right code gets the same token, a code runs out after five wrong ones.

import { no, randomToken, sameDigest, yes, type Answer, type Tx } from '../platform/index.ts';
import type { Instant } from '@sycee/kit';

import { cardByNumber } from './cards.ts';
import { codeDigestOf } from './confirmation-code.ts';

type Verification = {
  card_number: string | null;
  code_digest: string | null;
  card_token: string | null;
  tries_left: number;
  expires_at: Instant;
};

/** Answers the card's token, `code_wrong` with the tries left, or `verification_expired`. */
export async function confirmHolder(tx: Tx, verificationId: string, code: string): Promise<Answer> {
  const [verification] = await tx.query<Verification>(
    `select card_number, code_digest, card_token, tries_left, expires_at
     from card_bank.verifications where verification_id = $1 for update`,
    [verificationId],
  );
  const { card_number: cardNumber, code_digest: codeDigest } = verification ?? {};
  if (verification === undefined || !cardNumber || !codeDigest) {
    return no(422, 'verification_expired');
  }
  const over = verification.tries_left === 0 || verification.expires_at <= tx.now;
  if (over) return no(422, 'verification_expired');
  if (!sameDigest(codeDigest, codeDigestOf(verificationId, code))) {
    return countWrongCode(tx, verificationId, verification.tries_left - 1);
  }
  const token = verification.card_token ?? randomToken('tok');
  await tx.query('update card_bank.verifications set card_token = $2 where verification_id = $1', [
    verificationId,
    token,
  ]);
  const card = await cardByNumber(tx, cardNumber);
  if (card === undefined) return no(422, 'verification_expired');
  const { bank_name, bank_name_zh, card_type } = card;
  return yes({
    card_token: token,
    bank_name,
    bank_name_zh,
    card_type,
    last4: cardNumber.slice(-4),
  });
}

async function countWrongCode(tx: Tx, verificationId: string, triesLeft: number): Promise<Answer> {
  await tx.query('update card_bank.verifications set tries_left = $2 where verification_id = $1', [
    verificationId,
    triesLeft,
  ]);
  return no(422, 'code_wrong', { tries_left: triesLeft });
}
