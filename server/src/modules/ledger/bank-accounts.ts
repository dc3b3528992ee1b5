// The bank's own accounts, opened by the migrations, and the numbers that books are kept in.

/** The yuan's ledger, by its ISO 4217 number; amounts are in fen. */
export const LEDGER_CNY = 156;

/** Nodes of the chart of accounts that modules open accounts under. */
export const CHART_CODES = { demandDeposits: 2010 } as const;

/** What a transfer is for: the `code` it bears. */
export const TRANSFER_CODES = {
  topUp: 1,
  withdrawal: 2,
  withdrawalFee: 3,
  transfer: 4,
  closing: 5,
} as const;

/** Accounts every bank has, by the ids that the migrations gave them. */
export const bankAccounts = {
  /** What the card banks owe the bank, or the bank owes them. Chart 1010. */
  cardSettlement: '0ba00000-0000-7000-8000-000000001010',
  /** What the owners have paid in. Chart 3010. */
  shareCapital: '0ba00000-0000-7000-8000-000000003010',
  /** Fees earned on withdrawals. Chart 4010. */
  withdrawalFees: '0ba00000-0000-7000-8000-000000004010',
} as const;
