// The words of this module: a customer's demand account, its class, its limits, its movements.

import type { BusinessDate, Id, Instant } from '@sycee/kit';
import type { Locale } from '#platform';

export type PartyId = Id<'party'>;
export type AccountId = Id<'acct'>;

/** The bank's account classes: III opens at once, II with a bound card of another bank. */
export type AccountClass = 'II' | 'III';

export type DemandAccount = {
  readonly id: AccountId;
  readonly partyId: PartyId;
  /** 19 digits, the last a check digit. */
  readonly number: string;
  readonly accountClass: AccountClass;
  /** The ledger's account that holds the money, as a UUID. */
  readonly ledgerAccountId: string;
  readonly openedAt: Instant;
};

/** What a class may do on a day; sending to a bound card does not count. */
export type ClassLimits = {
  readonly outgoingDayMinor: bigint;
  readonly outgoingYearMinor: bigint;
  readonly balanceMaxMinor: bigint | null;
};

export type MovementKind = 'top_up' | 'withdrawal' | 'withdrawal_fee' | 'transfer';

/** A name: the same for every reader, or one for each language. */
export type Name = string | Readonly<Record<Locale, string>>;

/** What a transfer of the ledger means to the holder of one of its accounts. */
export type Movement = {
  /** The transfer's UUID: the pending one while it is held, the posting one once it is booked. */
  readonly transferId: string;
  /** The ledger account's UUID. */
  readonly accountId: string;
  readonly kind: MovementKind;
  readonly orderId: string;
  /** The other side as the holder may see it. */
  readonly counterparty: Name | null;
  readonly note: string | null;
};

/** Whole days, both included, of the bank's calendar. */
export type Period = { readonly from: BusinessDate; readonly to: BusinessDate };
