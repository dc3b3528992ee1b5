// The words of this room: a passkey, whose it is, and where it is good.

import type { Id, Instant } from '@sycee/kit';

/** Whose passkeys they are: the id of whoever the caller means, a uuid as text. */
export type Subject = string;

/** A subject in one session; both uuids as text. */
export type Who = { readonly subject: Subject; readonly sessionId: string };

/** Where passkeys are made and good: no other website can ask for them. */
export type PasskeySite = {
  /** The host name that passkeys are bound to. */
  readonly rpId: string;
  readonly name: string;
  /** The origins an answer may come from. */
  readonly origins: readonly string[];
};

export type PasskeyId = Id<'pkey'>;

export type Passkey = {
  readonly id: PasskeyId;
  readonly name: string;
  /** Copied by its maker to the owner's other devices. */
  readonly isSynced: boolean;
  readonly addedAt: Instant;
  /** From when on it proves anything. */
  readonly countsFrom: Instant;
  readonly lastUsedAt: Instant | null;
  /** Since when its count tells of a copy; it proves nothing any more. */
  readonly suspendedAt: Instant | null;
};

export const PASSKEYS_MAX = 10;

/** Five minutes: choosing a device and unlocking it takes people a while. */
export const CHALLENGE_SECONDS = 300;

/** The site of a bank that people reach at an origin. */
export function siteOf(publicOrigin: string, name: string): PasskeySite {
  return { rpId: new URL(publicOrigin).hostname, name, origins: [publicOrigin] };
}
