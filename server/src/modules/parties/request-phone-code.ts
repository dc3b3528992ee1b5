// Sends a code to a phone, to prove that the person holds it. Whether the phone belongs to a
// customer is not even looked up here, so the answer cannot tell.

import { randomInt } from 'node:crypto';
import { addSeconds, secondsUntil, type Instant } from '@sycee/kit';
import { businessDate, publish, type Locale, type Tx } from '#platform';
import { smsRequested } from './events.ts';
import { parsePhone } from './phone.ts';
import { hashPhoneCode } from './phone-code.ts';
import { refuse } from './refusals.ts';
import { PHONE_CODE } from './settings.ts';
import { lockPhoneCode, movePhoneCode, replacePhoneCode, type CodePurpose } from './store-codes.ts';
import { phoneIndex, phoneIndexes } from './store-parties.ts';

export type SentCode = { readonly expiresAt: Instant; readonly resendAt: Instant };

/**
 * Makes a code, good for one thing within five minutes, and asks for its SMS in the given
 * language. Refuses `phone_invalid`, `code_sent_recently` and `code_limit_reached`.
 */
export async function requestPhoneCode(
  tx: Tx,
  input: { phone: string; purpose: CodePurpose; locale: Locale },
): Promise<SentCode> {
  const phone = parsePhone(input.phone);
  const index = phoneIndex(tx, phone);
  await carryOver(tx, phone, index, input.purpose);
  const code = randomInt(10 ** PHONE_CODE.digits)
    .toString()
    .padStart(PHONE_CODE.digits, '0');
  const expiresAt = addSeconds(tx.now, PHONE_CODE.lifeSeconds);
  const replaced = await replacePhoneCode(tx, {
    phoneIndex: index,
    purpose: input.purpose,
    codeHash: hashPhoneCode(tx, { code, phone, purpose: input.purpose }),
    expiresAt,
    sentOn: await businessDate(tx),
    notSince: addSeconds(tx.now, -PHONE_CODE.resendSeconds),
    dayLimit: PHONE_CODE.dayLimit,
  });
  if (!replaced) throw await whyNot(tx, index, input.purpose);
  const { locale, purpose } = input;
  await publish(tx, smsRequested(tx, { phone, code, locale, purpose, expiresAt }));
  return { expiresAt, resendAt: addSeconds(tx.now, PHONE_CODE.resendSeconds) };
}

/** After a change of keys the row of before goes on counting for the phone. */
async function carryOver(
  tx: Tx,
  phone: string,
  index: Buffer,
  purpose: CodePurpose,
): Promise<void> {
  const before = await lockPhoneCode(tx, phoneIndexes(tx, phone), purpose);
  if (before === undefined || before.phone_index.equals(index)) return;
  await movePhoneCode(tx, { from: before.phone_index, to: index, purpose });
}

async function whyNot(tx: Tx, index: Buffer, purpose: CodePurpose) {
  const last = await lockPhoneCode(tx, [index], purpose);
  const resendAt = addSeconds(last?.sent_at ?? tx.now, PHONE_CODE.resendSeconds);
  return resendAt > tx.now
    ? refuse('parties.code_sent_recently', { retry_after_seconds: secondsUntil(tx.now, resendAt) })
    : refuse('parties.code_limit_reached');
}
