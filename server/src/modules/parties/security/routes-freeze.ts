// The routes of freezing: signed in, without signing in, and ending it.

import { isoOf, Refusal } from '@sycee/kit';
import { FACE_BODY_BYTES_MAX, faceFramesSchema, framesOf } from '#biometrics';
import { idSchema, instantSchema, route, type Route } from '#platform';
import { Type } from 'typebox';
import type { BiometricsPorts } from '../routes-biometrics.ts';
import { meSchema, meView } from '../views.ts';
import { freeze, unfreeze, type HoldMoney } from './freeze.ts';
import { answerFreezeCall, prepareFreezeCall, startFreezeCall } from './freeze-by-face.ts';
import { STEP_UP_REFUSALS } from './refusals.ts';

const tag = 'security';

/** Many customers share one address of a mobile network; a phone has a limit of its own. */
const STRANGER_LIMIT = { requests: 120, seconds: 3_600 };

export const facePromptsSchema = Type.Array(
  Type.Union([
    Type.Literal('turn_left'),
    Type.Literal('turn_right'),
    Type.Literal('look_up'),
    Type.Literal('open_mouth'),
  ]),
);

type FacePorts = Pick<BiometricsPorts, 'faceAnalyser' | 'faceSettings'>;

/** The routes of freezing; `holdMoney` is of the rooms that have it. */
export function freezeRoutes(ports: FacePorts, holdMoney: HoldMoney): Route[] {
  return [
    freezeRoute(holdMoney),
    unfreezeRoute(),
    startCallRoute(),
    answerCallRoute(ports, holdMoney),
  ];
}

function freezeRoute(holdMoney: HoldMoney): Route {
  return route({
    method: 'POST',
    path: '/v1/me/freeze',
    operation: 'freezeEverything',
    tag,
    summary: 'Freeze everything at once, and sign out everywhere else',
    access: 'session',
    status: 200,
    refusals: [],
    body: Type.Object({
      reason: Type.Union([
        Type.Literal('lost_device'),
        Type.Literal('not_me'),
        Type.Literal('other'),
      ]),
    }),
    reply: meSchema,
    handle: async (tx, { caller, body: { reason } }) =>
      meView(await freeze(tx, holdMoney, { caller, reason })),
  });
}

function unfreezeRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/unfreeze',
    operation: 'unfreeze',
    tag,
    summary: 'End the freeze, with the PIN and a passkey or the face',
    access: 'session',
    proof: true,
    stepUp: true,
    status: 200,
    refusals: ['parties.not_frozen', ...STEP_UP_REFUSALS],
    reply: meSchema,
    handle: async (tx, { caller, stepUp }) => {
      const party = await unfreeze(tx, caller, stepUp);
      return party instanceof Refusal ? party : meView(party);
    },
  });
}

function startCallRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/freeze-challenges',
    operation: 'startFreezeChallenge',
    tag,
    summary: 'Begin to freeze an account without signing in, by its phone and a face',
    access: 'public',
    status: 201,
    limit: STRANGER_LIMIT,
    refusals: ['parties.phone_invalid', 'parties.freeze_limit_reached'],
    body: Type.Object({ phone: Type.String({ minLength: 1, maxLength: 32 }) }),
    reply: Type.Object(
      { challenge_id: idSchema('frz'), prompts: facePromptsSchema, expires_at: instantSchema },
      { title: 'FreezeChallenge' },
    ),
    handle: async (tx, { body }) => {
      const { id, prompts, expiresAt } = await startFreezeCall(tx, body.phone);
      return { challenge_id: id, prompts: [...prompts], expires_at: isoOf(expiresAt) };
    },
  });
}

function answerCallRoute({ faceAnalyser, faceSettings }: FacePorts, holdMoney: HoldMoney): Route {
  return route({
    method: 'POST',
    path: '/v1/freeze-challenges/:challenge_id/answer',
    operation: 'answerFreezeChallenge',
    tag,
    summary: 'Show the face; the account is frozen if it is its owner, and nobody is told here',
    access: 'public',
    status: 202,
    limit: STRANGER_LIMIT,
    bodyBytesMax: FACE_BODY_BYTES_MAX,
    refusals: ['parties.freeze_challenge_gone', 'biometrics.frames_invalid'],
    params: Type.Object({ challenge_id: idSchema('frz') }),
    body: Type.Object({ frames: faceFramesSchema }),
    reply: Type.Object({ received_at: instantSchema }, { title: 'FreezeAnswer' }),
    prepare: (tx, { params }) => prepareFreezeCall(tx, params.challenge_id),
    ask: (_, { body }) => faceAnalyser.analyse(framesOf(body.frames)),
    handle: async (tx, { params: { challenge_id: id } }, analysis) => {
      await answerFreezeCall(tx, { id, holdMoney }, { analysis, settings: faceSettings });
      return { received_at: isoOf(tx.now) };
    },
  });
}
