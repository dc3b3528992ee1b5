// The ledger's door: the only way for money to move, and for anybody to see where it is.

export type { Account, AccountStatus, NewAccount } from './account.ts';
export { accountsById } from './accounts-by-id.ts';
export { bankAccounts, CHART_CODES, LEDGER_CNY, TRANSFER_CODES } from './bank-accounts.ts';
export { balanceAt, entriesOf, turnoverOf, type Entry, type EntryRange } from './entries.ts';
export { openAccounts } from './open-accounts.ts';
export { holdsOf, pendingExpiry, type Hold } from './pending-transfers.ts';
export { post, postAll } from './post.ts';
export {
  AMOUNT_MAX,
  posting,
  voiding,
  type NewTransfer,
  type PendingStatus,
  type Transfer,
  type TransferStatus,
} from './transfer.ts';
export { transfersById, type StandingTransfer } from './transfers-by-id.ts';
export { trialBalance, type TrialBalanceLine } from './trial-balance.ts';
