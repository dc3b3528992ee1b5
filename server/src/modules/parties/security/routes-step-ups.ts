// The routes of step-ups: what is to be confirmed, and the confirmation.

import { isoOf, Refusal } from '@sycee/kit';
import { challengeGone, confirmationAnswerSchema, passkeyOptionsSchema } from '#passkeys';
import type { PasskeySite } from '#passkeys';
import { idSchema, instantSchema, route, type Caller, type Route, type Tx } from '#platform';
import { RISK_ACTIONS, RISK_REASONS } from '#risk';
import type { RiskAction, RiskReason, StepUp } from '#risk';
import { Type, type Static } from 'typebox';
import { answerStepUp, showStepUp, startStepUpPasskey } from './answer-step-up.ts';
import type { StepUpAnswer } from './answer-step-up.ts';
import { STEP_UP_REFUSALS } from './refusals.ts';
import { askToReset } from './step-up-for-reset.ts';
import { waysOf } from './ways.ts';

const tag = 'security';
const params = Type.Object({ step_up_id: idSchema('step') });
const LIMIT = { requests: 120, seconds: 3_600 };

const methodSchema = Type.Union([
  Type.Literal('passkey'),
  Type.Literal('face'),
  Type.Literal('voice'),
]);

const actionSchema = Type.Unsafe<RiskAction>(
  Type.Union(RISK_ACTIONS.map((action) => Type.Literal(action))),
);
const reasonSchema = Type.Unsafe<RiskReason>(
  Type.Union(RISK_REASONS.map((reason) => Type.Literal(reason))),
);

const stepUpSchema = Type.Object(
  {
    id: idSchema('step'),
    action: actionSchema,
    reasons: Type.Array(reasonSchema),
    methods: Type.Array(methodSchema, { description: 'What counts here and now, best first.' }),
    expires_at: instantSchema,
  },
  { title: 'StepUp' },
);

/** The routes of step-ups, with passkeys that are good at a site. */
export function stepUpRoutes(site: PasskeySite): Route[] {
  return [startRoute(), showRoute(), passkeyOptionsRoute(site), answerRoute(site)];
}

function startRoute(): Route {
  return route({
    method: 'POST',
    path: '/v1/me/step-ups',
    operation: 'startStepUp',
    tag,
    summary: 'Ask to be proven, before replacing a forgotten PIN',
    access: 'session',
    status: 201,
    limit: LIMIT,
    refusals: ['parties.pin_needed', 'parties.frozen', ...STEP_UP_REFUSALS],
    body: Type.Object({ action: Type.Literal('pin_reset') }),
    reply: stepUpSchema,
    handle: async (tx, { caller }) => {
      const asked = await askToReset(tx, caller);
      return asked instanceof Refusal ? asked : view(tx, caller, asked);
    },
  });
}

function showRoute(): Route {
  return route({
    method: 'GET',
    path: '/v1/me/step-ups/:step_up_id',
    operation: 'showStepUp',
    tag,
    summary: 'Show what is to be confirmed, and how it can be',
    access: 'session',
    refusals: ['parties.step_up_unknown'],
    params,
    reply: stepUpSchema,
    handle: async (tx, { caller, params: { step_up_id: id } }) =>
      view(tx, caller, await showStepUp(tx, caller, id)),
  });
}

function passkeyOptionsRoute(site: PasskeySite): Route {
  return route({
    method: 'POST',
    path: '/v1/me/step-ups/:step_up_id/passkey-options',
    operation: 'stepUpPasskeyOptions',
    tag,
    summary: 'Begin to confirm by passkey: what to hand to the browser',
    access: 'session',
    status: 201,
    limit: LIMIT,
    refusals: ['parties.step_up_unknown', 'parties.step_up_over', 'passkeys.none'],
    params,
    reply: Type.Object(
      { challenge_id: idSchema('pkc'), options: passkeyOptionsSchema, expires_at: instantSchema },
      { title: 'PasskeyQuestion' },
    ),
    handle: async (tx, { caller, params: { step_up_id: id } }) => {
      const asked = await startStepUpPasskey(tx, site, { caller, id });
      const { challengeId, options, expiresAt } = asked;
      return { challenge_id: challengeId, options, expires_at: isoOf(expiresAt) };
    },
  });
}

function answerRoute(site: PasskeySite): Route {
  return route({
    method: 'POST',
    path: '/v1/me/step-ups/:step_up_id/answer',
    operation: 'answerStepUp',
    tag,
    summary: 'Confirm by a passkey, or by the check of face or voice that was just made',
    access: 'session',
    status: 201,
    limit: LIMIT,
    refusals: [
      'parties.step_up_unknown',
      'parties.step_up_over',
      'parties.step_up_not_confirmed',
      'parties.verification_needed',
      'parties.device_too_new',
      'passkeys.challenge_gone',
    ],
    params,
    body: Type.Object({
      method: methodSchema,
      challenge_id: Type.Optional(idSchema('pkc')),
      credential: Type.Optional(confirmationAnswerSchema),
    }),
    reply: Type.Object(
      { token: Type.String(), expires_at: instantSchema },
      { title: 'StepUpToken' },
    ),
    handle: async (tx, { caller, params: { step_up_id: id }, body }) => {
      const given = await answerStepUp(tx, site, { caller, id, answer: answerOf(body) });
      if (given instanceof Refusal) return given;
      return { token: given.token, expires_at: isoOf(given.expiresAt) };
    },
  });
}

type Body = {
  readonly method: 'passkey' | 'face' | 'voice';
  readonly challenge_id?: `pkc_${string}`;
  readonly credential?: Static<typeof confirmationAnswerSchema>;
};

/** A passkey's answer without what it answers is an answer to nothing. */
function answerOf({ method, challenge_id: challengeId, credential }: Body): StepUpAnswer {
  if (method !== 'passkey') return { method };
  if (challengeId === undefined || credential === undefined) throw challengeGone();
  return { method, challengeId, credential };
}

async function view(tx: Tx, caller: Caller, stepUp: StepUp): Promise<Static<typeof stepUpSchema>> {
  const { counting } = await waysOf(tx, caller);
  return {
    id: stepUp.id,
    action: stepUp.action,
    reasons: [...stepUp.reasons],
    methods: [...counting],
    expires_at: isoOf(stepUp.expiresAt),
  };
}
