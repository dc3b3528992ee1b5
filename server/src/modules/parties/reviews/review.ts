// A review: people of the bank look, where a machine would have. Nobody has to show a face, say
// digits or photograph a card to become a customer.

import type { Instant } from '@sycee/kit';
import type { CaseId } from '#staff';
import type { PartyId } from '../party.ts';

/** What can be looked at by people; each word is also the kind of the staff's case. */
export const REVIEW_KINDS = ['identity_document', 'face', 'voice'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

export const REVIEW_STATES = ['waiting', 'approved', 'rejected', 'withdrawn'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export type Review = {
  readonly id: CaseId;
  readonly partyId: PartyId;
  readonly kind: ReviewKind;
  readonly note: string | null;
  readonly state: ReviewState;
  readonly askedAt: Instant;
  readonly decidedAt: Instant | null;
};

/** So many of a kind in so many days; then people would only be kept busy. */
export const REVIEW_LIMIT = { count: 3, days: 7 } as const;
