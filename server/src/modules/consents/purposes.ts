// What the bank asks people for, one question each. The words stand in the database, in versions
// with a first day (migrations/0002-texts.sql); here is what follows from an answer.

import type { Id, Instant } from '@sycee/kit';
import type { Locale } from '#platform';

export type PartyId = Id<'party'>;
export type ReceiptId = Id<'cons'>;

/** Every purpose, in the order in which they are shown. */
export const PURPOSES = [
  'terms_of_use',
  'personal_data',
  'biometrics_face',
  'biometrics_voice',
  'credit_data',
  'marketing',
] as const;

export type Purpose = (typeof PURPOSES)[number];

/** An account stands on these; taking one back means closing the account (PIPL art. 13 and 16). */
const BASE_OF_ACCOUNT = new Set<Purpose>(['terms_of_use', 'personal_data']);

/** Sensitive personal data: asked for separately, each on its own (PIPL art. 28 and 29). */
const SENSITIVE = new Set<Purpose>(['biometrics_face', 'biometrics_voice', 'credit_data']);

export function isBaseOfAccount(purpose: Purpose): boolean {
  return BASE_OF_ACCOUNT.has(purpose);
}

export function isSensitive(purpose: Purpose): boolean {
  return SENSITIVE.has(purpose);
}

/** The words of one version in one language. */
export type ConsentText = {
  readonly purpose: Purpose;
  readonly version: number;
  readonly locale: Locale;
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly howLong: string;
  readonly withWhom: string;
};

/** The version that is shown today, and the first one that still counts. */
export type CurrentVersion = {
  readonly purpose: Purpose;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly countsFrom: number;
};

export type Receipt = {
  readonly id: ReceiptId;
  readonly partyId: PartyId;
  readonly purpose: Purpose;
  readonly version: number;
  readonly locale: Locale;
  readonly textHash: Buffer;
  readonly decision: 'given' | 'withdrawn';
  readonly follows: ReceiptId | null;
  readonly decidedAt: Instant;
  readonly sessionId: Id<'sess'> | null;
  readonly deviceId: Id<'dev'> | null;
};

/** How a person stands to a purpose; `outdated`: agreed once, but to words that no longer count. */
export type ConsentState = 'given' | 'outdated' | 'withdrawn' | 'never_given';

export type Consent = {
  readonly purpose: Purpose;
  readonly state: ConsentState;
  /** The version in effect today. */
  readonly currentVersion: number;
  /** The last decision; undefined when there was none. */
  readonly last: Receipt | undefined;
};
