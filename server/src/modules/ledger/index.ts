// The ledger's door: the only way for money to move, and for anybody to see where it is.

export type { Account, AccountStatus, NewAccount } from './account.ts';
export { bankAccounts, CHART_CODES, LEDGER_CNY, TRANSFER_CODES } from './bank-accounts.ts';
export { openAccounts } from './open-accounts.ts';
export { pendingExpiry } from './pending-expiry.ts';
export { post, postAll } from './post.ts';
export {
  balanceAt,
  entriesOf,
  turnoverOf,
  type Entry,
  type EntryRange,
  type Turnover,
} from './store-entries.ts';
export { holdsOf, type Hold } from './store-holds.ts';
export { accountsById, transfersById, type StandingTransfer } from './store-lookups.ts';
export { trialBalance, type TrialBalanceLine } from './store-trial-balance.ts';
export {
  AMOUNT_MAX,
  posting,
  voiding,
  type NewTransfer,
  type PendingStatus,
  type Transfer,
  type TransferStatus,
} from './transfer.ts';
