// An account: four running sums on one ledger (asset), a node of the chart, and the rules it is
// held to. The model and the names are TigerBeetle's.

import type { Refused } from './status.ts';

export type AccountFlags = {
  /** Opened only when the next account of the batch is, too. */
  readonly linked: boolean;
  /** Refuses a debit beyond what was credited: the account of a customer. */
  readonly debitsMustNotExceedCredits: boolean;
  readonly creditsMustNotExceedDebits: boolean;
  /** Kept for the model's sake: this ledger keeps the history of every account. */
  readonly history: boolean;
  /** Nothing moves but the voiding of what is pending. */
  readonly closed: boolean;
};

/** The four sums of an account in minor units of its ledger; none is ever negative. */
export type Balances = {
  readonly debitsPendingMinor: bigint;
  readonly debitsPostedMinor: bigint;
  readonly creditsPendingMinor: bigint;
  readonly creditsPostedMinor: bigint;
};

export type Account = Balances & {
  readonly id: string;
  /** The asset: accounts of different ledgers never face each other in one transfer. */
  readonly ledger: number;
  /** The account's node of the chart of accounts. */
  readonly code: number;
  readonly userData128: string | null;
  readonly userData64: bigint;
  readonly userData32: number;
  readonly flags: AccountFlags;
  /** When it was opened: nanoseconds since 1970, unique in the ledger. */
  readonly timestamp: bigint;
};

/** An account to open; what is left out is false, zero or null. */
export type NewAccount = {
  readonly id: string;
  readonly ledger: number;
  readonly code: number;
  readonly userData128?: string;
  readonly userData64?: bigint;
  readonly userData32?: number;
  readonly flags?: Partial<AccountFlags>;
  /** Parts of the model that the opener has no say in: anything but zero is refused. */
  readonly reserved?: Partial<Balances> & {
    readonly timestamp?: bigint;
    readonly field?: number;
    readonly flag?: number;
  };
};

/** What became of an account to open, in order of precedence. */
export type AccountStatus =
  | 'created'
  | Refused
  | 'reserved_field'
  | 'flags_are_mutually_exclusive'
  | 'debits_pending_must_be_zero'
  | 'debits_posted_must_be_zero'
  | 'credits_pending_must_be_zero'
  | 'credits_posted_must_be_zero'
  | 'ledger_must_not_be_zero'
  | 'code_must_not_be_zero';
