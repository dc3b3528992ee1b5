// The words of this module: customers' demand accounts, their classes, limits and movements.

import type { BusinessDate, Id, Instant } from '@sycee/kit';
import type { Locale } from '#platform';

export type PartyId = Id<'party'>;
export type AccountId = Id<'acct'>;

/** The bank's account classes; what each needs is a term with its day. */
export type AccountClass = 'II' | 'III';

export type DemandAccount = {
  readonly id: AccountId;
  readonly partyId: PartyId;
  /** 19 digits, the last a check digit. */
  readonly number: string;
  readonly accountClass: AccountClass;
  /** The day it reached its class. */
  readonly classSince: BusinessDate;
  /** The account that is meant when none is named. */
  readonly isMain: boolean;
  /** Raised by itself once its holder has what class II needs. */
  readonly rises: boolean;
  /** Of class II, but a need fell away: it sends as class III does. */
  readonly limited: boolean;
  /** What its holder calls it. */
  readonly nameSealed: string | null;
  /** The ledger's account that holds the money, as a UUID. */
  readonly ledgerAccountId: string;
  readonly isOpen: boolean;
  readonly openedAt: Instant;
};

/** What a class may do on a day; sending to a bound card does not count. */
export type ClassLimits = {
  readonly outgoingDayMinor: bigint;
  readonly outgoingYearMinor: bigint;
  readonly balanceMaxMinor: bigint | null;
};

export type MovementKind = 'top_up' | 'withdrawal' | 'withdrawal_fee' | 'transfer' | 'own_transfer';

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
