// The four-factor check: name, resident id, card number and phone must all be those of one card.
// Whichever is wrong, the answer is the same, so that nobody can try them one by one.

import { addSeconds, isoOf, type Instant } from '@sycee/kit';

import {
  digestOf,
  no,
  randomDigits,
  randomToken,
  yes,
  type Answer,
  type Tx,
} from '../platform/index.ts';
import { deliver } from '../sms-gateway/index.ts';
import { cardByNumber, type Card } from './cards.ts';
import { CODE_TRIES, codeDigestOf, CODE_SECONDS } from './confirmation-code.ts';

export type VerificationRequest = {
  readonly reference: string;
  readonly name: string;
  readonly id_number: string;
  readonly card_number: string;
  readonly phone: string;
};

type Kept = {
  verification_id: string;
  request_digest: string;
  refused_code: string | null;
  expires_at: Instant;
};

/** Codes sent for one card within an hour: with the tries a code has, no one guesses a code. */
const CODES_AN_HOUR_MAX = 20;

/** Starts a verification and sends the code; the same reference gets the answer it had. */
export async function verifyHolder(tx: Tx, request: VerificationRequest): Promise<Answer> {
  const { reference, name, id_number, card_number, phone } = request;
  const digest = digestOf(name, id_number, card_number, phone);
  const verificationId = randomToken('ver');
  const code = randomDigits(6);
  const card = await cardByNumber(tx, card_number);
  const refused = refusalOf(card, request) ?? (await floodOf(tx, card_number));
  const [kept] = await tx.query<Kept>(
    `insert into card_bank.verifications (verification_id, reference, request_digest, card_number,
       refused_code, code_digest, tries_left, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (reference) do nothing
     returning verification_id, request_digest, refused_code, expires_at`,
    [
      verificationId,
      reference,
      digest,
      refused === undefined ? card_number : null,
      refused ?? null,
      refused === undefined ? codeDigestOf(verificationId, code) : null,
      CODE_TRIES,
      isoOf(tx.now),
      isoOf(addSeconds(tx.now, CODE_SECONDS)),
    ],
  );
  if (kept === undefined) return answerKept(tx, reference, digest);
  if (card !== undefined && kept.refused_code === null) {
    await deliver(tx, {
      reference: verificationId,
      to: card.holder_phone,
      sender: card.bank_name,
      text: smsText(card, code),
    });
  }
  return answerOf(kept);
}

function refusalOf(card: Card | undefined, request: VerificationRequest): string | undefined {
  const matches =
    card !== undefined &&
    [
      card.holder_name === request.name.trim(),
      card.holder_id_number === request.id_number.toUpperCase(),
      card.holder_phone === request.phone,
    ].every(Boolean);
  if (!matches) return 'factors_mismatch';
  return card.status === 'active' ? undefined : 'card_inactive';
}

async function floodOf(tx: Tx, cardNumber: string): Promise<string | undefined> {
  const rows = await tx.query(
    `select verification_id from card_bank.verifications
     where card_number = $1 and created_at > $2 limit $3`,
    [cardNumber, isoOf(addSeconds(tx.now, -3600)), CODES_AN_HOUR_MAX],
  );
  return rows.length < CODES_AN_HOUR_MAX ? undefined : 'too_many_verifications';
}

async function answerKept(tx: Tx, reference: string, digest: string): Promise<Answer> {
  const [kept] = await tx.query<Kept>(
    `select verification_id, request_digest, refused_code, expires_at
     from card_bank.verifications where reference = $1`,
    [reference],
  );
  if (kept === undefined || kept.request_digest !== digest) return no(409, 'reference_reused');
  return answerOf(kept);
}

function answerOf(kept: Kept): Answer {
  if (kept.refused_code !== null) return no(422, kept.refused_code);
  const expiresAt = isoOf(kept.expires_at);
  return yes({ verification_id: kept.verification_id, expires_at: expiresAt }, 201);
}

function smsText(card: Card, code: string): string {
  const last4 = card.card_number.slice(-4);
  return (
    `【${card.bank_name_zh}】验证码 ${code}，用于绑定尾号 ${last4} 的银行卡，5 分钟内有效，请勿告知他人。` +
    ` ${card.bank_name}: ${code} is your code to link the card ending ${last4}.`
  );
}
