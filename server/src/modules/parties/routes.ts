// The routes of people and their sessions.

import { isoOf, Refusal } from '@sycee/kit';
import { idSchema, instantSchema, route, type Route } from '#platform';
import { Type } from 'typebox';
import { changePin } from './change-pin.ts';
import { endOtherSessions, endSession } from './end-sessions.ts';
import { findPayee } from './find-payee.ts';
import { giveIdentity, keepLookUp, lookUp } from './give-identity.ts';
import { guessCode, guessPin } from './guesses/guard-guesses.ts';
import { parsePhone } from './phone.ts';
import { provePin } from './prove-pin.ts';
import type { PartiesRefusalCode } from './refusals.ts';
import { reviewRoutes } from './reviews/routes-reviews.ts';
import { requestPhoneCode } from './request-phone-code.ts';
import { resetPin } from './reset-pin.ts';
import type { ScreeningPorts } from './screening/watch-list.ts';
import { setPin } from './set-pin.ts';
import { showParty } from './show-party.ts';
import { signIn } from './sign-in.ts';
import { languageSchema, meSchema, meView, sessionSchema, sessionView } from './views.ts';
import { signedInSchema, signedInView } from './views.ts';
import { updateLanguage } from './store-parties.ts';
import { selectLiveSessions } from './store-sessions.ts';

const tag = 'parties';

/** Many customers share one address of a mobile network; guessing is limited by phone, not here. */
const ADDRESS_LIMIT = { requests: 300, seconds: 60 };

/** Up to 80 characters, none of them a control character. */
const PRINTABLE = String.raw`^[^\u0000-\u001f\u007f]{1,80}$`;

const phone = Type.String({
  minLength: 1,
  maxLength: 32,
  description: 'A mobile number of mainland China.',
  examples: ['+8613800000001'],
});
const code = Type.String({ pattern: '^[0-9]{6}$', examples: ['123456'] });
const codePurpose = Type.Union(
  [Type.Literal('sign_in'), Type.Literal('pin_reset'), Type.Literal('phone_change')],
  { description: 'What the code is to be good for; it serves nothing else.' },
);
const pin = Type.String({
  pattern: '^[0-9]{6}$',
  description: 'Six digits.',
  examples: ['246810'],
});

/** The routes of this module. */
export function partiesRoutes(ports: ScreeningPorts): Route[] {
  return [
    codeRoute(),
    signInRoute(),
    ...meRoutes(),
    identityRoute(ports),
    ...pinRoutes(),
    pinResetRoute(),
    ...sessionRoutes(),
    payeeRoute(),
    ...reviewRoutes(),
  ];
}

function codeRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/phone-codes',
    operation: 'requestPhoneCode',
    tag,
    summary: 'Send a code to a phone',
    access: 'public',
    status: 202,
    limit: ADDRESS_LIMIT,
    refusals: codes(
      'parties.phone_invalid',
      'parties.code_sent_recently',
      'parties.code_limit_reached',
    ),
    body: Type.Object({ phone, purpose: codePurpose }),
    reply: Type.Object(
      { expires_at: instantSchema, resend_at: instantSchema, digits: Type.Integer() },
      { title: 'SentCode' },
    ),
    handle: async (tx, { body, locale }) => {
      const sent = await requestPhoneCode(tx, { ...body, locale });
      return { expires_at: isoOf(sent.expiresAt), resend_at: isoOf(sent.resendAt), digits: 6 };
    },
  });
}

function signInRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/sessions',
    operation: 'signIn',
    tag,
    summary: 'Sign in, or sign up, with the code sent to a phone',
    access: 'public',
    status: 201,
    limit: ADDRESS_LIMIT,
    refusals: codes(
      'parties.phone_invalid',
      'parties.code_wrong',
      'parties.code_expired',
      'parties.too_many_guesses',
    ),
    body: Type.Object({
      phone,
      code,
      device: Type.Object({
        name: Type.String({ pattern: PRINTABLE, examples: ['Chrome on Android'] }),
        platform: Type.String({ pattern: '^[a-z0-9_-]{1,20}$', examples: ['web'] }),
        installation: Type.Optional(
          Type.String({
            pattern: '^[A-Za-z0-9_-]{22,64}$',
            description: 'A random number of the app’s own on the device, kept over sign-outs.',
          }),
        ),
      }),
    }),
    reply: signedInSchema,
    sessionCookie: (view) => view.session_token,
    handle: async (tx, { body, locale, client }) => {
      const { device, ...shown } = body;
      const from = { client, phone: parsePhone(body.phone), installation: device.installation };
      const signedIn = await guessCode(tx, from, () =>
        signIn(tx, {
          ...shown,
          deviceName: device.name,
          platform: device.platform,
          installation: device.installation,
          locale,
        }),
      );
      return signedIn instanceof Refusal ? signedIn : signedInView(signedIn);
    },
  });
}

function meRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/me',
      operation: 'getMe',
      tag,
      summary: 'Show who is signed in',
      access: 'session',
      refusals: [],
      reply: meSchema,
      handle: async (tx, { caller }) => meView(await showParty(tx, caller.partyId)),
    }),
    route({
      method: 'PATCH',
      path: '/v1/me',
      operation: 'updateMe',
      tag,
      summary: 'Choose the language',
      access: 'session',
      refusals: [],
      body: Type.Object({ language: languageSchema }),
      reply: meSchema,
      handle: async (tx, { caller, body }) => {
        await updateLanguage(tx, caller.partyId, body.language);
        return meView(await showParty(tx, caller.partyId));
      },
    }),
  ];
}

function identityRoute({ watchList }: ScreeningPorts): Route {
  return route({
    method: 'PUT',
    path: '/v1/me/identity',
    operation: 'giveIdentity',
    tag,
    summary: 'Give name and resident id number, once',
    access: 'session',
    limit: { requests: 20, seconds: 3600 },
    refusals: [
      'consents.needed',
      ...codes(
        'parties.name_invalid',
        'parties.id_number_invalid',
        'parties.too_young',
        'parties.identity_unavailable',
        'parties.identity_already_given',
      ),
    ],
    body: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 100, examples: ['林小雨'] }),
      id_number: Type.String({ minLength: 1, maxLength: 40, examples: ['11010519491231002X'] }),
    }),
    reply: meSchema,
    prepare: (tx, { caller: { partyId }, body }) =>
      giveIdentity(tx, { partyId, name: body.name, idNumber: body.id_number }),
    ask: async (person) => ({ person, answer: await lookUp(watchList, person) }),
    handle: async (tx, _input, { person, answer }) => meView(await keepLookUp(tx, person, answer)),
  });
}

function pinRoutes(): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/v1/me/pin',
      operation: 'setPin',
      tag,
      summary: 'Set the payment PIN for the first time',
      access: 'session',
      refusals: codes('parties.identity_needed', 'parties.pin_already_set', 'parties.pin_weak'),
      body: Type.Object({ pin }),
      reply: meSchema,
      handle: async (tx, { caller: { partyId }, body }) =>
        meView(await setPin(tx, { partyId, pin: body.pin })),
    }),
    route({
      method: 'POST',
      path: '/v1/me/pin-changes',
      operation: 'changePin',
      tag,
      summary: 'Change the payment PIN',
      access: 'session',
      status: 204,
      refusals: codes(
        'parties.pin_wrong',
        'parties.pin_locked',
        'parties.too_many_guesses',
        'parties.pin_needed',
        'parties.pin_same',
        'parties.pin_weak',
        'parties.frozen',
      ),
      body: Type.Object({ current_pin: pin, new_pin: pin }),
      handle: (tx, { caller, client, body }) => {
        const { partyId } = caller;
        const pins = { currentPin: body.current_pin, newPin: body.new_pin };
        return guessPin(tx, { client, caller }, () => changePin(tx, { partyId, ...pins }));
      },
    }),
    route({
      method: 'POST',
      path: '/v1/pin-proofs',
      operation: 'provePin',
      tag,
      summary: 'Exchange the PIN for a proof that allows one thing',
      access: 'session',
      status: 201,
      refusals: codes(
        'parties.pin_wrong',
        'parties.pin_locked',
        'parties.too_many_guesses',
        'parties.pin_needed',
      ),
      body: Type.Object({ pin }),
      reply: Type.Object(
        { proof: Type.String(), expires_at: instantSchema },
        { title: 'PinProof' },
      ),
      handle: async (tx, { caller, client, body }) => {
        const from = { client, caller };
        const proven = await guessPin(tx, from, () => provePin(tx, caller, body.pin));
        if (proven instanceof Refusal) return proven;
        return { proof: proven.proof, expires_at: isoOf(proven.expiresAt) };
      },
    }),
  ];
}

function pinResetRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/pin-resets',
    operation: 'resetPin',
    tag,
    summary: 'Replace a forgotten PIN, after a check or by a step-up here, with a code by SMS',
    access: 'session',
    stepUp: true,
    status: 204,
    limit: { requests: 20, seconds: 3600 },
    refusals: codes(
      'parties.pin_needed',
      'parties.verification_needed',
      'parties.step_up_invalid',
      'parties.device_too_new',
      'parties.pin_weak',
      'parties.code_wrong',
      'parties.code_expired',
      'parties.pin_reset_limit_reached',
    ),
    body: Type.Object({ code, new_pin: pin }),
    handle: (tx, { caller, body, stepUp: token }) =>
      resetPin(tx, caller, { code: body.code, newPin: body.new_pin, token }),
  });
}

function sessionRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/sessions',
      operation: 'listSessions',
      tag,
      summary: 'List where one is signed in',
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(sessionSchema) }, { title: 'Sessions' }),
      handle: async (tx, { caller }) => {
        const sessions = await selectLiveSessions(tx, caller.partyId);
        return { items: sessions.map((session) => sessionView(session, caller.sessionId)) };
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/sessions/current',
      operation: 'signOut',
      tag,
      summary: 'Sign out here',
      access: 'session',
      status: 204,
      refusals: codes('parties.session_not_found'),
      sessionCookie: () => null,
      handle: (tx, { caller }) => endSession(tx, caller, caller.sessionId),
    }),
    route({
      method: 'DELETE',
      path: '/v1/sessions/:session_id',
      operation: 'endSession',
      tag,
      summary: 'Sign out somewhere else',
      access: 'session',
      status: 204,
      refusals: codes('parties.session_not_found'),
      params: Type.Object({ session_id: idSchema('sess') }),
      handle: (tx, { caller, params }) => endSession(tx, caller, params.session_id),
    }),
    route({
      method: 'DELETE',
      path: '/v1/sessions',
      operation: 'endOtherSessions',
      tag,
      summary: 'Sign out everywhere else',
      access: 'session',
      status: 204,
      refusals: [],
      handle: (tx, { caller }) => endOtherSessions(tx, caller),
    }),
  ];
}

function payeeRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/payees',
    operation: 'findPayee',
    tag,
    summary: 'Find a customer to pay by the exact phone number',
    access: 'session',
    limit: { requests: 20, seconds: 60 },
    refusals: codes('parties.phone_invalid', 'parties.payee_not_found'),
    query: Type.Object({ phone }),
    reply: Type.Object(
      {
        party_id: idSchema('party'),
        name_masked: Type.String({ examples: ['*小雨'] }),
        phone_masked: Type.String({ examples: ['138****0001'] }),
      },
      { title: 'Payee' },
    ),
    handle: async (tx, { query }) => {
      const payee = await findPayee(tx, query.phone);
      return { party_id: payee.id, name_masked: payee.nameMasked, phone_masked: payee.phoneMasked };
    },
  });
}

function codes(...list: PartiesRefusalCode[]): PartiesRefusalCode[] {
  return list;
}
