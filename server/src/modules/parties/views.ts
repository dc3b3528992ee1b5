// How parties and sessions look on the wire, and the schemas that say so.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, nullable } from '#platform';
import { Type, type Static } from 'typebox';
import { maskName } from './name.ts';
import type { PartyRecord, Session, SessionId } from './party.ts';
import { maskPhone } from './phone.ts';
import { maskResidentId } from './resident-id.ts';

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
