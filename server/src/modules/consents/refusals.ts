// Every "no" of this module, with the words a person reads.

import { refusing, type RefusalTable } from '@sycee/kit';

export const consentsRefusals = {
  'consents.needed': {
    kind: 'forbidden',
    en: 'This needs your consent first. Read what it is for and agree, or choose another way.',
    zh: '此操作需要您先同意相关用途。请阅读说明后同意，或选择其他方式。',
  },
  'consents.text_changed': {
    kind: 'conflict',
    en: 'These are not the words that are in effect. Read the current ones and decide again.',
    zh: '您所同意的并非现行文本，请阅读最新内容后重新决定。',
  },
  'consents.changed_meanwhile': {
    kind: 'conflict',
    en: 'This consent was changed in the meantime. Look at it again and decide anew.',
    zh: '该项同意在此期间已变更，请查看后重新决定。',
  },
  'consents.not_given': {
    kind: 'conflict',
    en: 'There is no consent to take back here. Nothing needs to be done.',
    zh: '此项目前没有同意记录，无需撤回。',
  },
  'consents.base_of_account': {
    kind: 'conflict',
    en: 'An account cannot be without this consent. To take it back, close your account.',
    zh: '账户离不开此项同意。如需撤回，请注销账户。',
  },
  'consents.receipt_not_found': {
    kind: 'not_found',
    en: 'You have no such receipt.',
    zh: '没有找到该凭据。',
  },
} as const satisfies RefusalTable;

export type ConsentsRefusalCode = keyof typeof consentsRefusals;

export const refuse = refusing<ConsentsRefusalCode>(consentsRefusals);
