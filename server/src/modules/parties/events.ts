// The facts this module publishes, and how to read the ones it hears itself.

import { isoOf, type Instant } from '@sycee/kit';
import type { Locale, NewEvent, Tx } from '#platform';
import type { PartyId, SessionId } from './party.ts';
import type { Review } from './reviews/review.ts';
import type { CodePurpose } from './store-codes.ts';

export const SMS_REQUESTED = 'parties.sms_requested';
export const SESSIONS_ENDED = 'parties.sessions_ended';
const PARTY_ACTIVATED = 'parties.party_activated';

/** What to send; sealed in the outbox, because it holds a phone number and a live code. */
export type SmsOrder = {
  readonly phone: string;
  readonly code: string;
  readonly locale: Locale;
  /** Orders of before there were several were for signing in. */
  readonly purpose?: CodePurpose;
};

export type SmsRequested = {
  readonly reference: string;
  readonly expires_at: string;
  readonly order_sealed: string;
};

/** A phone is owed an SMS with a code; the key is the phone's blind index, so order is kept. */
export function smsRequested(tx: Tx, order: SmsOrder & { readonly expiresAt: Instant }): NewEvent {
  const reference = tx.newId('sms');
  const { expiresAt, ...content } = order;
  const payload: SmsRequested = {
    reference,
    expires_at: isoOf(expiresAt),
    order_sealed: tx.secrets.seal(JSON.stringify(content), `${SMS_REQUESTED}:${reference}`),
  };
  const key = tx.secrets.blindIndex(order.phone, 'parties.phone').toString('hex');
  return { topic: SMS_REQUESTED, key, payload };
}

/** The opened order of an SMS request. */
export function smsOrderOf(tx: Tx, { reference, order_sealed }: SmsRequested): SmsOrder {
  return JSON.parse(tx.secrets.open(order_sealed, `${SMS_REQUESTED}:${reference}`)) as SmsOrder;
}

/** A person has given everything a customer needs: identity and PIN. */
export function partyActivated(partyId: PartyId): NewEvent {
  return {
    topic: PARTY_ACTIVATED,
    key: partyId,
    audience: [partyId],
    payload: { party_id: partyId },
  };
}

/** Somebody with the PIN took a copy of everything; the other devices show it. */
export function dataExported(partyId: PartyId, sessionId: SessionId): NewEvent {
  const payload = { session_id: sessionId };
  return { topic: 'parties.data_exported', key: partyId, audience: [partyId], payload };
}

/** A forgotten PIN was replaced; other devices, now signed out, were told so. */
export function pinReset(partyId: PartyId, sessionId: SessionId): NewEvent {
  const payload = { session_id: sessionId };
  return { topic: 'parties.pin_reset', key: partyId, audience: [partyId], payload };
}

/** A face or voice was enrolled, or forgotten. */
export function biometricsChanged(
  partyId: PartyId,
  change: { kind: 'face' | 'voice'; state: 'enrolled' | 'forgotten' },
): NewEvent {
  return {
    topic: 'parties.biometrics_changed',
    key: partyId,
    audience: [partyId],
    payload: change,
  };
}

/** A passkey was added or removed, or may have been copied. */
export function passkeysChanged(
  partyId: PartyId,
  change: { passkey_id: string; state: 'added' | 'removed' | 'suspended' },
): NewEvent {
  return { topic: 'parties.passkeys_changed', key: partyId, audience: [partyId], payload: change };
}

export const PRESENCE_GIVEN = 'parties.presence_given';

/** The person behind a party was seen to be there, for the first time. */
export function presenceGiven(partyId: PartyId): NewEvent {
  const payload = { party_id: partyId };
  return { topic: PRESENCE_GIVEN, key: partyId, audience: [partyId], payload };
}

/** What a person asked the staff to look at was decided. */
export function reviewDecided(review: Review): NewEvent {
  const { id, partyId, kind, state } = review;
  const payload = { review_id: id, kind, state };
  return { topic: 'parties.review_decided', key: partyId, audience: [partyId], payload };
}

/** The bank has looked at a person and lets them go on; their devices ask anew where they stand. */
export function reviewEnded(partyId: PartyId): NewEvent {
  return { topic: 'parties.review_ended', key: partyId, audience: [partyId], payload: {} };
}

/** An account was frozen, or is not frozen any more. */
export function accountFrozen(partyId: PartyId, frozen: boolean): NewEvent {
  return {
    topic: 'parties.account_frozen',
    key: partyId,
    audience: [partyId],
    payload: { frozen },
  };
}

/** A party has another phone number; `recovered`: without the old one. */
export function phoneChanged(partyId: PartyId, recovered: boolean): NewEvent {
  const payload = { recovered };
  return { topic: 'parties.phone_changed', key: partyId, audience: [partyId], payload };
}

/** A person has left the bank. */
export function partyClosed(partyId: PartyId): NewEvent {
  return { topic: 'parties.party_closed', key: partyId, payload: { party_id: partyId } };
}

/** A request for another name was decided. */
export function nameCorrected(partyId: PartyId, correctionId: string): NewEvent {
  const payload = { correction_id: correctionId };
  return { topic: 'parties.name_corrected', key: partyId, audience: [partyId], payload };
}

/** Sessions of a party are over; its live connections are asked again whose they are. */
export function sessionsEnded(partyId: PartyId): NewEvent {
  return { topic: SESSIONS_ENDED, key: partyId, audience: [partyId], payload: {} };
}
