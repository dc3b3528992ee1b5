// How parties and sessions look on the wire, and the schemas that say so.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, instantView, nullable } from '#platform';
import { Type, type Static } from 'typebox';
import { maskName } from './name.ts';
import type { PartyRecord, Session, SessionId } from './party.ts';
import { maskPhone } from './phone.ts';
import { maskResidentId } from './resident-id.ts';
import type { SignedIn } from './sign-in.ts';

export const languageSchema = Type.Union([Type.Literal('en'), Type.Literal('zh')]);

export const meSchema = Type.Object(
  {
    id: idSchema('party'),
    phone: Type.String({ description: 'Masked.', examples: ['138****0001'] }),
    phone_full: Type.String({ examples: ['+8613800000001'] }),
    name: nullable(Type.String()),
    name_masked: nullable(Type.String({ examples: ['*小雨'] })),
    id_number_masked: nullable(Type.String({ examples: ['1****************1'] })),
    state: Type.Union([
      Type.Literal('identity_needed'),
      Type.Literal('pin_needed'),
      Type.Literal('active'),
      Type.Literal('closed'),
    ]),
    pin_set: Type.Boolean(),
    language: languageSchema,
    created_at: instantSchema,
    frozen_at: Type.Union([instantSchema, Type.Null()], {
      description: 'Since when nothing may leave or change; null: it is not frozen.',
    }),
    cooling_off_until: Type.Union([instantSchema, Type.Null()], {
      description: 'Until then little money leaves, after a recovery; it may have passed.',
    }),
  },
  { title: 'Me' },
);

/** A party as it sees itself. */
export function meView(party: PartyRecord): Static<typeof meSchema> {
  return {
    id: party.id,
    phone: maskPhone(party.phone),
    phone_full: party.phone,
    name: party.name,
    name_masked: party.name === null ? null : maskName(party.name),
    id_number_masked: party.idNumber === null ? null : maskResidentId(party.idNumber),
    state: party.state,
    pin_set: party.pinSet,
    language: party.language,
    created_at: isoOf(party.createdAt),
    frozen_at: instantView(party.standing.frozenAt),
    cooling_off_until: instantView(party.standing.coolingUntil),
  };
}

export const sessionSchema = Type.Object(
  {
    id: idSchema('sess'),
    device_name: Type.String(),
    platform: Type.String(),
    created_at: instantSchema,
    last_seen_at: instantSchema,
    current: Type.Boolean({ description: 'Whether it is the session that asks.' }),
  },
  { title: 'Session' },
);

/** What whoever has signed in gets, once. */
export const signedInSchema = Type.Object(
  {
    session_token: Type.String(),
    device_secret: Type.String(),
    session: sessionSchema,
    me: meSchema,
  },
  { title: 'SignedIn' },
);

/** A fresh session with its secrets. */
export function signedInView(signedIn: SignedIn): Static<typeof signedInSchema> {
  return {
    session_token: signedIn.sessionToken,
    device_secret: signedIn.deviceSecret,
    session: sessionView(signedIn.session, signedIn.session.id),
    me: meView(signedIn.party),
  };
}

/** A session as its party sees it. */
export function sessionView(session: Session, asking: SessionId): Static<typeof sessionSchema> {
  return {
    id: session.id,
    device_name: session.deviceName,
    platform: session.platform,
    created_at: isoOf(session.createdAt),
    last_seen_at: isoOf(session.lastSeenAt),
    current: session.id === asking,
  };
}
