// The card bank over HTTPS with signatures. Every answer is compared with what was asked: another
// reference, amount, or shape than expected is no answer at all, however well it is signed.

import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  type BoundCard,
  type CardBank,
  type CardBin,
  type CardInstruction,
  type FinalWord,
  type FourFactors,
  isUnclear,
} from './card-bank.ts';
import {
  type Answer,
  type Exchange,
  type ExchangeOptions,
  signedExchange,
  type Unclear,
} from '#platform';

const bin = {
  bank_name: Type.String({ minLength: 1, maxLength: 100 }),
  bank_name_zh: Type.String({ minLength: 1, maxLength: 100 }),
  card_type: Type.Literal('debit'),
};
const binAnswer = Compile(Type.Object(bin));
const sentAnswer = Compile(
  Type.Object({ verification_id: Type.String({ pattern: '^[\\w-]{1,80}$' }) }),
);
const boundAnswer = Compile(
  Type.Object({
    ...bin,
    card_token: Type.String({ minLength: 1, maxLength: 200 }),
    last4: Type.String({ pattern: '^\\d{4}$' }),
  }),
);
const codeAnswer = Compile(
  Type.Object({ code: Type.String(), tries_left: Type.Optional(Type.Integer({ minimum: 0 })) }),
);
const reasonSchema = Type.Union([
  Type.Literal('insufficient_funds'),
  Type.Literal('card_inactive'),
  Type.Literal('reference_closed'),
]);
const wordAnswer = Compile(
  Type.Object({
    reference: Type.String(),
    status: Type.Union([Type.Literal('succeeded'), Type.Literal('failed'), Type.Literal('closed')]),
    reason: Type.Optional(Type.Union([reasonSchema, Type.Null()])),
    bank_reference: Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()])),
    amount_minor: Type.Optional(Type.String()),
    currency: Type.Optional(Type.String()),
  }),
);
/** How many customers may wait for the card bank at once; more are told that it is busy. */
const WAITING_CUSTOMERS_MAX = 100;

/** The adapter of the port, one card bank under one address. */
export function httpCardBank(options: ExchangeOptions): CardBank {
  const exchange = signedExchange(options);
  const attended = withAtMost(WAITING_CUSTOMERS_MAX, exchange);
  return {
    lookUpBin: (digits) => lookUpBin(attended, digits),
    checkFactors: (reference, factors) => checkFactors(attended, reference, factors),
    confirmCode: (verificationId, code) => confirmCode(attended, verificationId, code),
    carryOut: (instruction) => carryOut(exchange, instruction),
    enquire: (instruction) => enquire(exchange, instruction),
    close: (instruction) => close(exchange, instruction),
  };
}

async function lookUpBin(
  exchange: Exchange,
  digits: string,
): Promise<CardBin | 'unknown' | Unclear> {
  const answer = await exchange({ method: 'GET', path: `/v1/bins/${digits}` });
  if (isUnclear(answer)) return answer;
  if (answer.status === 404) return 'unknown';
  const body = bodyOf(answer, 200, binAnswer);
  return body === undefined ? unexpected(answer) : binOf(body);
}

async function checkFactors(
  exchange: Exchange,
  reference: string,
  { name, idNumber, cardNumber, phone }: FourFactors,
): ReturnType<CardBank['checkFactors']> {
  const answer = await exchange({
    method: 'POST',
    path: '/v1/verifications',
    body: { reference, name, id_number: idNumber, card_number: cardNumber, phone },
  });
  if (isUnclear(answer)) return answer;
  if (answer.status === 422) return { outcome: 'mismatch' };
  const body = bodyOf(answer, 201, sentAnswer);
  return body === undefined
    ? unexpected(answer)
    : { outcome: 'sent', verificationId: body.verification_id };
}

async function confirmCode(
  exchange: Exchange,
  verificationId: string,
  code: string,
): ReturnType<CardBank['confirmCode']> {
  const path = `/v1/verifications/${encodeURIComponent(verificationId)}/confirmation`;
  const answer = await exchange({ method: 'POST', path, body: { code } });
  if (isUnclear(answer)) return answer;
  const no = bodyOf(answer, 422, codeAnswer);
  if (no?.code === 'code_wrong') return { outcome: 'code_wrong', triesLeft: no.tries_left ?? 0 };
  if (no?.code === 'verification_expired') return { outcome: 'expired' };
  const body = bodyOf(answer, 200, boundAnswer);
  if (body === undefined) return unexpected(answer);
  const card: BoundCard = { ...binOf(body), token: body.card_token, last4: body.last4 };
  return { outcome: 'bound', card };
}

async function carryOut(
  exchange: Exchange,
  instruction: CardInstruction,
): Promise<FinalWord | Unclear> {
  const answer = await exchange({
    method: 'POST',
    path: instruction.direction === 'debit' ? '/v1/debits' : '/v1/credits',
    body: {
      reference: instruction.reference,
      card_token: instruction.cardToken,
      amount_minor: instruction.amountMinor.toString(),
      currency: instruction.currency,
    },
  });
  return isUnclear(answer) ? answer : finalWord(answer, instruction);
}

async function enquire(
  exchange: Exchange,
  instruction: CardInstruction,
): ReturnType<CardBank['enquire']> {
  const answer = await exchange({
    method: 'GET',
    path: `/v1/transactions/${instruction.reference}`,
  });
  if (isUnclear(answer)) return answer;
  const unknown = bodyOf(answer, 404, codeAnswer)?.code === 'reference_unknown';
  return unknown ? { outcome: 'unknown' } : finalWord(answer, instruction);
}

async function close(
  exchange: Exchange,
  instruction: CardInstruction,
): Promise<FinalWord | Unclear> {
  const path = `/v1/transactions/${instruction.reference}/close`;
  const answer = await exchange({ method: 'POST', path, body: {} });
  return isUnclear(answer) ? answer : finalWord(answer, instruction);
}

/** A word that can never change, or none: what does not match the instruction is not believed. */
function finalWord(answer: Answer, instruction: CardInstruction): FinalWord | Unclear {
  const word = bodyOf(answer, 200, wordAnswer);
  if (word === undefined) return unexpected(answer);
  if (word.reference !== instruction.reference) return contradiction('another reference');
  if (word.amount_minor !== undefined && word.amount_minor !== instruction.amountMinor.toString()) {
    return contradiction('another amount');
  }
  if (word.currency !== undefined && word.currency !== instruction.currency) {
    return contradiction('another currency');
  }
  if (word.status === 'closed') return { outcome: 'failed', reason: 'reference_closed' };
  if (word.status === 'succeeded') {
    if (typeof word.bank_reference !== 'string') return contradiction('no reference of its own');
    return { outcome: 'succeeded', bankReference: word.bank_reference };
  }
  return typeof word.reason === 'string'
    ? { outcome: 'failed', reason: word.reason }
    : contradiction('a failure without a reason');
}

/** A card bank that does not answer is not asked by ever more customers at the same time. */
function withAtMost(waitingMax: number, exchange: Exchange): Exchange {
  let waiting = 0;
  return async (request) => {
    if (waiting >= waitingMax) return { outcome: 'unclear', trouble: 'too many are waiting' };
    waiting++;
    try {
      return await exchange(request);
    } finally {
      waiting--;
    }
  };
}

function bodyOf<Body>(
  answer: Answer,
  status: number,
  schema: { Check: (value: unknown) => value is Body },
): Body | undefined {
  return answer.status === status && schema.Check(answer.body) ? answer.body : undefined;
}

function binOf(body: { bank_name: string; bank_name_zh: string; card_type: 'debit' }): CardBin {
  return {
    bankNameEn: body.bank_name,
    bankNameZh: body.bank_name_zh,
    cardType: body.card_type,
  };
}

function unexpected(answer: Answer): Unclear {
  return { outcome: 'unclear', trouble: `an unexpected answer ${answer.status}` };
}

function contradiction(what: string): Unclear {
  return { outcome: 'unclear', trouble: `the answer names ${what}` };
}
