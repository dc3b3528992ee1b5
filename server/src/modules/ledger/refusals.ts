// What the ledger refuses beyond the statuses of transfers.

import { refusing, type RefusalTable } from '@sycee/kit';

export type LedgerRefusal = 'ledger.overloaded' | 'ledger.archived';

export const ledgerRefusals: RefusalTable<LedgerRefusal> = {
  'ledger.overloaded': {
    kind: 'unavailable',
    en: 'The bank is very busy and has taken no part of this. Try again in a moment.',
    zh: '银行当前繁忙，此请求未被受理，请稍后重试。',
    retryable: true,
  },
  'ledger.archived': {
    kind: 'unprocessable',
    en: 'Movements before {day} are in the archive. Choose {day} or a later first day, or ask the bank for older ones.',
    zh: '{day} 之前的变动已归档。请选择 {day} 或更晚的起始日期；如需更早的记录，请联系银行。',
  },
};

export const refuseLedger = refusing(ledgerRefusals);
