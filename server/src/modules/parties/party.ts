// The words of this module: a party, its identity, its session, as the rest of the house sees them.

import type { Id, Instant } from '@sycee/kit';

export type PartyId = Id<'party'>;
export type SessionId = Id<'sess'>;

export type Language = 'en' | 'zh';

/** What a party still has to give: an identity, a PIN, nothing; `closed`: it has left. */
export type PartyState = 'identity_needed' | 'pin_needed' | 'active' | 'closed';

/** What happened to a party lately, as far as its security goes. */
export type Standing = {
  readonly joinedAt: Instant;
  /** Since when nothing may leave or change. */
  readonly frozenAt: Instant | null;
  readonly phoneChangedAt: Instant | null;
  readonly pinResetAt: Instant | null;
  /** Who came back without the old phone sends little for a while. */
  readonly coolingSince: Instant | null;
  readonly coolingUntil: Instant | null;
};

/** A person who signed in once; `name` is null until the identity is given. */
export type Party = {
  readonly id: PartyId;
  readonly name: string | null;
  readonly nameMasked: string | null;
  readonly phone: string;
  readonly phoneMasked: string;
  readonly language: Language;
  readonly state: PartyState;
  /** Not found clear yet: no account opens and no money leaves. */
  readonly underReview: boolean;
  readonly standing: Standing;
};

/** What another bank checks a card holder by. */
export type Identity = {
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
};

/** A party with everything it has told, for its own eyes. */
export type PartyRecord = {
  readonly id: PartyId;
  readonly phone: string;
  readonly name: string | null;
  readonly idNumber: string | null;
  readonly language: Language;
  readonly state: PartyState;
  readonly pinSet: boolean;
  readonly underReview: boolean;
  readonly createdAt: Instant;
  readonly standing: Standing;
};

export type Session = {
  readonly id: SessionId;
  readonly deviceName: string;
  readonly platform: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
};
