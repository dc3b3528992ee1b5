// Showing a code that was sent to a phone: the same count of tries and the same words for whatever
// it is good for.

import type { Refusal } from '@sycee/kit';
import type { Tx } from '#platform';
import { isSentCode } from './phone-code.ts';
import { refuse } from './refusals.ts';
import { PHONE_CODE } from './settings.ts';
import { countPhoneCodeTry, lockPhoneCode, type CodePurpose } from './store-codes.ts';
import { phoneIndexes } from './store-parties.ts';

/**
 * Uses up the code of a phone and a purpose; undefined when it is right. A wrong one is counted and
 * answered with `code_wrong`; one that is used, expired, guessed too often or was never sent is
 * `code_expired`. The caller returns the refusal, does not throw it: the count has to stay.
 */
export async function usePhoneCode(
  tx: Tx,
  shown: { readonly phone: string; readonly code: string; readonly purpose: CodePurpose },
): Promise<Refusal | undefined> {
  const { phone, purpose } = shown;
  const sent = await lockPhoneCode(tx, phoneIndexes(tx, phone), purpose);
  const good = sent !== undefined && sent.used_at === null && sent.expires_at > tx.now;
  if (!good || sent.tries >= PHONE_CODE.tries) return refuse('parties.code_expired');

  const right = isSentCode(tx, sent, shown);
  await countPhoneCodeTry(tx, sent.phone_index, purpose, right);
  if (right) return undefined;
  const triesLeft = PHONE_CODE.tries - sent.tries - 1;
  return triesLeft === 0
    ? refuse('parties.code_expired')
    : refuse('parties.code_wrong', { tries_left: triesLeft });
}
