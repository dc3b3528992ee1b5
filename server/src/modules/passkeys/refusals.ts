// Every no of the passkeys room. Why a passkey was not accepted is in the record, not the answer.

import { refusing, type RefusalTable } from '@sycee/kit';

export const passkeysRefusals = {
  'passkeys.challenge_gone': {
    kind: 'conflict',
    en: 'That took too long, or was used already. Start again.',
    zh: '操作超时或已被使用，请重新开始。',
  },
  'passkeys.not_accepted': {
    kind: 'unprocessable',
    en: 'This passkey could not be checked. Unlock the device when it asks, and try again.',
    zh: '无法核验该通行密钥。请按设备提示解锁后重试。',
  },
  'passkeys.already_known': {
    kind: 'conflict',
    en: 'This passkey is in your list already. Nothing needs to be done.',
    zh: '该通行密钥已在您的列表中，无需重复添加。',
  },
  'passkeys.not_found': {
    kind: 'not_found',
    en: 'There is no such passkey any more.',
    zh: '该通行密钥已不存在。',
  },
  'passkeys.limit_reached': {
    kind: 'conflict',
    en: 'You can have {most} passkeys. Remove one that you no longer use first.',
    zh: '最多可添加 {most} 个通行密钥，请先移除不再使用的。',
  },
  'passkeys.none': {
    kind: 'conflict',
    en: 'You have no passkey that counts here yet. Confirm in another way.',
    zh: '您还没有可用的通行密钥，请使用其他方式验证。',
  },
} as const satisfies RefusalTable;

type PasskeysRefusalCode = keyof typeof passkeysRefusals;

export const refuse = refusing<PasskeysRefusalCode>(passkeysRefusals);

/** What is said to an answer that names no open challenge. */
export function challengeGone(): ReturnType<typeof refuse> {
  return refuse('passkeys.challenge_gone');
}
