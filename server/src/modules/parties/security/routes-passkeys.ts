// The routes of passkeys: asked for, added, listed, removed.

import { isoOf } from '@sycee/kit';
import {
  passkeyOptionsSchema,
  passkeysOf,
  registrationAnswerSchema,
  type Passkey,
  type PasskeySite,
} from '#passkeys';
import { Refusal } from '@sycee/kit';
import { idSchema, instantSchema, instantView, nullable, route, type Route } from '#platform';
import { Type, type Static } from 'typebox';
import { subjectOf } from '../biometric-subject.ts';
import { addPasskey, dropPasskey, startPasskey } from './passkeys.ts';
import { STEP_UP_REFUSALS } from './refusals.ts';

const tag = 'security';

/** Up to 80 characters, none of them a control character. */
const NAME = String.raw`^[^\u0000-\u001f\u007f]{1,80}$`;

const passkeySchema = Type.Object(
  {
    id: idSchema('pkey'),
    name: Type.String(),
    created_at: instantSchema,
    last_used_at: nullable(instantSchema),
    synced: Type.Boolean({ description: "Copied by its maker to the owner's other devices." }),
    counts_from: Type.String({
      ...instantSchema,
      description: 'From when on it confirms anything: later, when it was added on a new device.',
    }),
    suspended_at: Type.Union([instantSchema, Type.Null()], {
      description: 'Since when there may be a copy of it; it confirms nothing any more.',
    }),
  },
  { title: 'Passkey' },
);

/** The routes of passkeys that are good at a site. */
export function passkeyRoutes(site: PasskeySite): Route[] {
  return [startRoute(site), addRoute(site), ...listRoutes()];
}

function startRoute(site: PasskeySite): Route {
  return route({
    method: 'POST',
    path: '/v1/me/passkeys/registration-options',
    operation: 'startPasskey',
    tag,
    summary: 'Begin to add a passkey: what to hand to the browser',
    access: 'session',
    proof: true,
    stepUp: true,
    status: 201,
    limit: { requests: 30, seconds: 3_600 },
    refusals: ['passkeys.limit_reached', 'parties.frozen', ...STEP_UP_REFUSALS],
    reply: Type.Object(
      { challenge_id: idSchema('pkc'), options: passkeyOptionsSchema, expires_at: instantSchema },
      { title: 'PasskeyChallenge' },
    ),
    handle: async (tx, { caller, stepUp: token }) => {
      const started = await startPasskey(tx, site, { caller, token });
      if (started instanceof Refusal) return started;
      const { challengeId, options, expiresAt } = started;
      return { challenge_id: challengeId, options, expires_at: isoOf(expiresAt) };
    },
  });
}

function addRoute(site: PasskeySite): Route {
  return route({
    method: 'POST',
    path: '/v1/me/passkeys',
    operation: 'addPasskey',
    tag,
    summary: 'Add the passkey that the browser has made',
    access: 'session',
    status: 201,
    limit: { requests: 30, seconds: 3_600 },
    refusals: [
      'passkeys.challenge_gone',
      'passkeys.not_accepted',
      'passkeys.already_known',
      'passkeys.limit_reached',
    ],
    body: Type.Object({
      challenge_id: idSchema('pkc'),
      name: Type.String({ pattern: NAME, examples: ['Chrome on Android'] }),
      credential: registrationAnswerSchema,
    }),
    reply: passkeySchema,
    handle: async (tx, { caller, body: { challenge_id: challengeId, name, credential } }) => {
      const made = { challengeId, name, answer: credential };
      const added = await addPasskey(tx, site, { caller, made });
      return added instanceof Refusal ? added : passkeyView(added);
    },
  });
}

function listRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/me/passkeys',
      operation: 'listPasskeys',
      tag,
      summary: "List one's passkeys",
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(passkeySchema) }, { title: 'Passkeys' }),
      handle: async (tx, { caller }) => ({
        items: (await passkeysOf(tx, subjectOf(caller).subject)).map(passkeyView),
      }),
    }),
    route({
      method: 'DELETE',
      path: '/v1/me/passkeys/:passkey_id',
      operation: 'removePasskey',
      tag,
      summary: 'Remove a passkey',
      access: 'session',
      proof: true,
      stepUp: true,
      status: 204,
      refusals: ['passkeys.not_found', 'parties.frozen', ...STEP_UP_REFUSALS],
      params: Type.Object({ passkey_id: idSchema('pkey') }),
      handle: (tx, { caller, params: { passkey_id: id }, stepUp: token }) =>
        dropPasskey(tx, caller, { id, token }),
    }),
  ];
}

function passkeyView(passkey: Passkey): Static<typeof passkeySchema> {
  return {
    id: passkey.id,
    name: passkey.name,
    created_at: isoOf(passkey.addedAt),
    last_used_at: instantView(passkey.lastUsedAt),
    synced: passkey.isSynced,
    counts_from: isoOf(passkey.countsFrom),
    suspended_at: instantView(passkey.suspendedAt),
  };
}
