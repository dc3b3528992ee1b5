// The ledger's door: the only way for money to move, and for anybody to see where it is.

export { showArchive, type Shown } from './archive/show-archive.ts';
export { verifyArchive } from './archive/verify-archive.ts';
export { previewArchive, writeArchive } from './archive/write-archive.ts';
export { bankAccounts, CHART_CODES, LEDGER_CNY, TRANSFER_CODES } from './bank-accounts.ts';
export { lineWriter } from './line-writer.ts';
export type { Engine } from './engine.ts';
export { openAccounts } from './open-accounts.ts';
export { openLedger, type EngineName } from './open-ledger.ts';
export { pendingExpiry } from './pending-expiry.ts';
export { post, postAll } from './post.ts';
export { ledgerRefusals } from './refusals.ts';
export { sqlEngine } from './sql-engine.ts';
export { balanceAt, carriedBalance, entriesOf, turnoverOf, type Entry } from './store-entries.ts';
export { holdsOf } from './store-holds.ts';
export { accountsById, archivedIds, transfersById } from './store-lookups.ts';
export { trialBalance } from './store-trial-balance.ts';
export { posting, voiding, type NewTransfer } from './transfer.ts';
