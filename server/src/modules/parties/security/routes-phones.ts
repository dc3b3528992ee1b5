// The routes of another phone number: with a session, or with a face alone.

import { isoOf, Refusal } from '@sycee/kit';
import { FACE_BODY_BYTES_MAX, faceFramesSchema, framesOf } from '#biometrics';
import { idSchema, instantSchema, route, type Route } from '#platform';
import { Type } from 'typebox';
import type { BiometricsPorts } from '../routes-biometrics.ts';
import { meSchema, meView, signedInSchema, signedInView } from '../views.ts';
import { changePhone } from './change-phone.ts';
import { answerRecovery, prepareRecovery, startRecovery } from './recover.ts';
import { STEP_UP_REFUSALS } from './refusals.ts';
import { facePromptsSchema } from './routes-freeze.ts';

const tag = 'security';
const LIMIT = { requests: 20, seconds: 3_600 };

type FacePorts = Pick<BiometricsPorts, 'faceAnalyser' | 'faceSettings'>;

/** The routes of new phone numbers. */
export function phoneRoutes(ports: FacePorts): Route[] {
  return [changeRoute(), startRoute(), answerRoute(ports)];
}

function changeRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/phone-changes',
    operation: 'changePhone',
    tag,
    summary: 'Take another phone number, with the PIN, a step-up, and a code sent to it',
    access: 'session',
    proof: true,
    stepUp: true,
    status: 200,
    limit: LIMIT,
    refusals: [
      'parties.phone_invalid',
      'parties.phone_same',
      'parties.phone_taken',
      'parties.code_wrong',
      'parties.code_expired',
      'parties.frozen',
      ...STEP_UP_REFUSALS,
    ],
    body: Type.Object({
      new_phone: Type.String({ minLength: 1, maxLength: 32, examples: ['+8613800000001'] }),
      code: Type.String({ pattern: '^[0-9]{6}$', examples: ['123456'] }),
    }),
    reply: meSchema,
    handle: async (tx, { caller, stepUp, body: { new_phone: newPhone, code } }) => {
      const party = await changePhone(tx, caller, { newPhone, code, token: stepUp });
      return party instanceof Refusal ? party : meView(party);
    },
  });
}

function startRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/recoveries',
    operation: 'startRecovery',
    tag,
    summary: 'Begin to come back to an account whose phone is lost, from a new number',
    access: 'session',
    status: 201,
    limit: LIMIT,
    refusals: [
      'parties.name_invalid',
      'parties.id_number_invalid',
      'parties.recovery_not_possible',
      'parties.recovery_limit_reached',
    ],
    body: Type.Object({
      name: Type.String({ minLength: 1, maxLength: 100, examples: ['林小雨'] }),
      id_number: Type.String({ minLength: 1, maxLength: 40, examples: ['11010519491231002X'] }),
    }),
    reply: Type.Object(
      { recovery_id: idSchema('rcv'), prompts: facePromptsSchema, expires_at: instantSchema },
      { title: 'Recovery' },
    ),
    handle: async (tx, { caller, body: { name, id_number: idNumber } }) => {
      const { id, prompts, expiresAt } = await startRecovery(tx, caller, { name, idNumber });
      return { recovery_id: id, prompts: [...prompts], expires_at: isoOf(expiresAt) };
    },
  });
}

function answerRoute({ faceAnalyser, faceSettings }: FacePorts): Route {
  return route({
    method: 'POST',
    path: '/v1/me/recoveries/:recovery_id/answer',
    operation: 'answerRecovery',
    tag,
    summary: 'Show the face that the bank knows; answers a session of the account',
    access: 'session',
    status: 201,
    limit: LIMIT,
    bodyBytesMax: FACE_BODY_BYTES_MAX,
    refusals: [
      'parties.recovery_gone',
      'parties.recovery_not_confirmed',
      'parties.recovery_not_possible',
      'biometrics.frames_invalid',
      'biometrics.face_not_found',
      'biometrics.face_not_straight',
      'biometrics.face_too_far',
      'biometrics.face_too_near',
      'biometrics.light_poor',
      'biometrics.picture_blurred',
      'biometrics.several_faces',
      'biometrics.prompts_not_followed',
    ],
    params: Type.Object({ recovery_id: idSchema('rcv') }),
    body: Type.Object({ frames: faceFramesSchema }),
    reply: signedInSchema,
    sessionCookie: (view) => view.session_token,
    prepare: (tx, { caller, params }) => prepareRecovery(tx, caller, params.recovery_id),
    ask: (_, { body }) => faceAnalyser.analyse(framesOf(body.frames)),
    handle: async (tx, { caller, params: { recovery_id: id } }, analysis) => {
      const shown = { analysis, settings: faceSettings };
      const signedIn = await answerRecovery(tx, { caller, id }, shown);
      return signedIn instanceof Refusal ? signedIn : signedInView(signedIn);
    },
  });
}
