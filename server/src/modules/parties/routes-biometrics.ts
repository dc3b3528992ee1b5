// The routes of face and voice: what is enrolled, the checks, and taking it away. Answers to checks
// are looked at in a thread, with no transaction open, and decided in one.

import { idOf, isoOf, Refusal, uuidOf } from '@sycee/kit';
import {
  answerFaceChallenge,
  answerVoiceChallenge,
  enrolmentsOf,
  examineRecordings,
  FACE_BODY_BYTES_MAX,
  faceFramesSchema,
  framesOf,
  prepareVoice,
  RECORDING_BYTES_MAX,
  type FaceAnalyser,
  type FaceSettings,
  type VoiceModel,
} from '#biometrics';
import { idSchema, instantSchema, route, type Route } from '#platform';
import { Type } from 'typebox';
import { needsEnrolmentProof } from './allow-enrolment.ts';
import { answerCheck, prepareCheck, type CheckAnswer } from './answer-biometric-check.ts';
import { subjectOf, type BiometricKind } from './biometric-subject.ts';
import { forgetBiometric } from './forget-biometric.ts';
import { startFaceCheck, startVoiceCheck } from './start-biometric-check.ts';
import { STEP_UP_REFUSALS } from './security/refusals.ts';
import { languageSchema } from './views.ts';

/** Who looks at faces and listens to voices, and what the bank asks of a face. */
export type BiometricsPorts = {
  readonly faceAnalyser: FaceAnalyser;
  readonly faceSettings: FaceSettings;
  readonly voiceModel: VoiceModel;
};

const tag = 'biometrics';

/** Looking at an answer takes the processor a second or two. */
const ANSWER_LIMIT = { requests: 60, seconds: 3_600 };
const START_LIMIT = { requests: 120, seconds: 3_600 };

const RECORDING_CHARACTERS_MAX = Math.ceil(RECORDING_BYTES_MAX / 3) * 4;
const RECORDINGS_MAX = 2;

const kindSchema = Type.Union([Type.Literal('face'), Type.Literal('voice')]);
const purpose = Type.Union([Type.Literal('enrol'), Type.Literal('verify')]);
const challengeParams = Type.Object({ challenge_id: idSchema('chal') });
const proof = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'A PIN proof, for an enrolment that needs one; used up when it is accepted.',
  }),
);
const recordings = Type.Array(
  Type.String({
    maxLength: RECORDING_CHARACTERS_MAX,
    pattern: '^[A-Za-z0-9+/]+={0,2}$',
    description: 'WAV in base64: 16 000 samples a second, 16 bits, one channel.',
  }),
  { minItems: 1, maxItems: RECORDINGS_MAX, description: 'One for each phrase, in order.' },
);

const START_REFUSALS = [
  'consents.needed',
  'biometrics.not_enrolled',
  'biometrics.wait',
  'biometrics.disabled',
  'parties.frozen',
  ...STEP_UP_REFUSALS,
];
const ANSWER_REFUSALS = [
  ...START_REFUSALS,
  'parties.enrolment_proof_needed',
  'biometrics.challenge_unknown',
  'biometrics.challenge_used',
  'biometrics.challenge_expired',
  'biometrics.not_confirmed',
];

/** The routes of face and voice, on the given ports. */
export function biometricsRoutes(ports: BiometricsPorts): Route[] {
  return [
    ...enrolmentRoutes(),
    faceChallengeRoute(),
    faceAnswerRoute(ports),
    voiceChallengeRoute(),
    voiceAnswerRoute(ports),
  ];
}

function enrolmentRoutes(): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/me/biometrics',
      operation: 'showBiometrics',
      tag,
      summary: 'Show what is enrolled, face or voice, and since when',
      access: 'session',
      refusals: [],
      reply: Type.Object(
        {
          items: Type.Array(Type.Object({ kind: kindSchema, enrolled_at: instantSchema })),
          enrolment_needs_proof: Type.Boolean({
            description:
              'Whether a first enrolment needs a PIN proof, or a verification just before; ' +
              'replacing one always does.',
          }),
        },
        { title: 'Biometrics' },
      ),
      handle: async (tx, { caller }) => {
        const enrolments = await enrolmentsOf(tx, subjectOf(caller).subject);
        return {
          items: enrolments.map((one) => ({ kind: one.kind, enrolled_at: isoOf(one.enrolledAt) })),
          enrolment_needs_proof: await needsEnrolmentProof(tx, caller),
        };
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/me/biometrics/:kind',
      operation: 'forgetBiometric',
      tag,
      summary: 'Delete what the face or the voice is known by',
      access: 'session',
      proof: true,
      status: 204,
      refusals: ['parties.frozen'],
      params: Type.Object({ kind: kindSchema }),
      handle: (tx, { caller, params }) => forgetBiometric(tx, caller, params.kind),
    }),
  ];
}

function faceChallengeRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/face-challenges',
    operation: 'startFaceChallenge',
    tag,
    summary: 'Begin to enrol or verify the face: which movements to make',
    access: 'session',
    stepUp: true,
    status: 201,
    limit: START_LIMIT,
    refusals: START_REFUSALS,
    body: Type.Object({ purpose }),
    reply: Type.Object(
      {
        challenge_id: idSchema('chal'),
        prompts: Type.Array(
          Type.Union([
            Type.Literal('turn_left'),
            Type.Literal('turn_right'),
            Type.Literal('look_up'),
            Type.Literal('open_mouth'),
          ]),
        ),
        expires_at: instantSchema,
      },
      { title: 'FaceChallenge' },
    ),
    handle: async (tx, { caller, body, stepUp }) => {
      const asked = { purpose: body.purpose, token: stepUp };
      const challenge = await startFaceCheck(tx, caller, asked);
      if (challenge instanceof Refusal) return challenge;
      const { id, prompts, expiresAt } = challenge;
      return {
        challenge_id: idOf('chal', id),
        prompts: [...prompts],
        expires_at: isoOf(expiresAt),
      };
    },
  });
}

function faceAnswerRoute({ faceAnalyser, faceSettings }: BiometricsPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/me/face-challenges/:challenge_id/answer',
    operation: 'answerFaceChallenge',
    tag,
    summary: 'Answer a face challenge with frames of the camera',
    access: 'session',
    stepUp: true,
    status: 204,
    limit: ANSWER_LIMIT,
    bodyBytesMax: FACE_BODY_BYTES_MAX,
    refusals: [
      ...ANSWER_REFUSALS,
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
    params: challengeParams,
    body: Type.Object({ frames: faceFramesSchema, proof }),
    prepare: (tx, { caller, params, body, stepUp }) =>
      prepareCheck(tx, caller, answerOf('face', params, { ...body, token: stepUp })),
    ask: (_, { body }) => faceAnalyser.analyse(framesOf(body.frames)),
    handle: (tx, { caller, params, body, stepUp }, analysis) => {
      const answer = answerOf('face', params, { ...body, token: stepUp });
      const { challengeId } = answer;
      return answerCheck(tx, caller, answer, () =>
        answerFaceChallenge(tx, { ...subjectOf(caller), challengeId, analysis }, faceSettings),
      );
    },
  });
}

function voiceChallengeRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/voice-challenges',
    operation: 'startVoiceChallenge',
    tag,
    summary: 'Begin to enrol or verify the voice: which digits to say',
    access: 'session',
    stepUp: true,
    status: 201,
    limit: START_LIMIT,
    refusals: START_REFUSALS,
    body: Type.Object({ purpose, language: languageSchema }),
    reply: Type.Object(
      {
        challenge_id: idSchema('chal'),
        phrases: Type.Array(Type.String({ examples: ['402917'] }), {
          description: 'What to say, a recording for each.',
        }),
        language: languageSchema,
        expires_at: instantSchema,
      },
      { title: 'VoiceChallenge' },
    ),
    handle: async (tx, { caller, body, stepUp }) => {
      const challenge = await startVoiceCheck(tx, caller, { ...body, token: stepUp });
      if (challenge instanceof Refusal) return challenge;
      return {
        challenge_id: idOf('chal', challenge.challengeId),
        phrases: [...challenge.phrases],
        language: challenge.language,
        expires_at: isoOf(challenge.expiresAt),
      };
    },
  });
}

function voiceAnswerRoute({ voiceModel }: BiometricsPorts): Route {
  return route({
    method: 'POST',
    path: '/v1/me/voice-challenges/:challenge_id/answer',
    operation: 'answerVoiceChallenge',
    tag,
    summary: 'Answer a voice challenge with recordings',
    access: 'session',
    stepUp: true,
    status: 204,
    limit: ANSWER_LIMIT,
    bodyBytesMax: RECORDINGS_MAX * RECORDING_CHARACTERS_MAX + 2_048,
    refusals: [
      ...ANSWER_REFUSALS,
      'biometrics.recording_invalid',
      'biometrics.digits_not_said',
      'biometrics.room_too_noisy',
      'biometrics.voice_takes_differ',
      'biometrics.voice_too_loud',
      'biometrics.voice_too_quiet',
      'biometrics.voice_too_short',
    ],
    params: challengeParams,
    body: Type.Object({ recordings, proof }),
    prepare: async (tx, { caller, params, body, stepUp }) => {
      const answer = answerOf('voice', params, { ...body, token: stepUp });
      const unsure = await prepareCheck(tx, caller, answer);
      if (unsure !== undefined) return unsure;
      return prepareVoice(tx, { ...subjectOf(caller), challengeId: answer.challengeId });
    },
    ask: (asking, { body }) =>
      examineRecordings(
        voiceModel,
        asking,
        body.recordings.map((recording) => new Uint8Array(Buffer.from(recording, 'base64'))),
      ),
    handle: (tx, { caller, params, body, stepUp }, examined) => {
      const answer = answerOf('voice', params, { ...body, token: stepUp });
      const { challengeId } = answer;
      return answerCheck(tx, caller, answer, () =>
        answerVoiceChallenge(tx, { ...subjectOf(caller), challengeId, examined }),
      );
    },
  });
}

function answerOf(
  kind: BiometricKind,
  { challenge_id: id }: { challenge_id: `chal_${string}` },
  shown: { proof?: string; token: string | undefined },
): CheckAnswer {
  return { kind, challengeId: uuidOf(id), proof: shown.proof, token: shown.token };
}
