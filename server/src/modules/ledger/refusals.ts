// What the ledger refuses beyond the statuses of transfers.

import { refusing, type RefusalTable } from '@sycee/kit';

export type LedgerRefusal = 'ledger.overloaded';

export const ledgerRefusals: RefusalTable<LedgerRefusal> = {
  'ledger.overloaded': {
    kind: 'unavailable',
    en: 'The bank is very busy and has taken no part of this. Try again in a moment.',
    zh: '银行当前繁忙，此请求未被受理，请稍后重试。',
    retryable: true,
  },
};

export const refuseLedger = refusing(ledgerRefusals);
