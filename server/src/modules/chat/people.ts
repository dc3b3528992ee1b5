// The words of this module for people: who knows whom, and how somebody is shown to somebody.

import type { Id, Instant } from '@sycee/kit';

export type PartyId = Id<'party'>;
export type ContactRequestId = Id<'creq'>;

/** A person as another one sees them. */
export type Person = {
  readonly partyId: PartyId;
  /** The viewer's remark, else the nickname, else the masked name. */
  readonly name: string;
  readonly nickname: string;
  readonly isContact: boolean;
};

export type ContactRequestState = 'waiting' | 'accepted' | 'declined' | 'withdrawn';

export type ContactRequest = {
  readonly id: ContactRequestId;
  readonly fromId: PartyId;
  readonly toId: PartyId;
  readonly hello: string;
  readonly state: ContactRequestState;
  readonly askedAt: Instant;
};
