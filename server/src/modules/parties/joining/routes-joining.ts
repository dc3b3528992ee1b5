// The routes of joining: where one stands, and what one would rather do later.

import { route, type Route } from '#platform';
import { Type, type Static } from 'typebox';
import { showJoining } from './show-joining.ts';
import { OPTIONAL_STEPS, STEPS } from './steps.ts';
import type { JoiningStep, Journey, OptionalStep, Step } from './steps.ts';
import { insertSkip } from './store-joining.ts';

const tag = 'parties';

const stepSchema = Type.Unsafe<Step>(Type.Union(STEPS.map((step) => Type.Literal(step))));
const optionalStepSchema = Type.Unsafe<OptionalStep>(
  Type.Union(OPTIONAL_STEPS.map((step) => Type.Literal(step))),
);

const joiningSchema = Type.Object(
  {
    steps: Type.Array(
      Type.Object({
        step: stepSchema,
        state: Type.Union([
          Type.Literal('done'),
          Type.Literal('open'),
          Type.Literal('skipped'),
          Type.Literal('waiting_for_review'),
        ]),
        optional: Type.Boolean({ description: 'Whether it may be put off.' }),
      }),
    ),
    next: Type.Union([stepSchema, Type.Null()], {
      description: 'The first step that is open; null when nothing is.',
    }),
  },
  { title: 'Joining' },
);

/** The routes of joining, over what this room knows and the given steps of rooms above. */
export function joiningRoutes(above: readonly JoiningStep[]): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/me/joining',
      operation: 'getJoining',
      tag,
      summary: 'Show where one stands on the way to being a customer',
      access: 'session',
      refusals: [],
      reply: joiningSchema,
      handle: async (tx, { caller }) => joiningView(await showJoining(tx, caller, above)),
    }),
    route({
      method: 'POST',
      path: '/v1/me/joining/skips',
      operation: 'skipJoiningStep',
      tag,
      summary: 'Put off a step of joining that can be done later',
      access: 'session',
      refusals: [],
      body: Type.Object({ step: optionalStepSchema }),
      reply: joiningSchema,
      handle: async (tx, { caller, body }) => {
        await insertSkip(tx, caller.partyId, body.step);
        return joiningView(await showJoining(tx, caller, above));
      },
    }),
  ];
}

function joiningView({ steps, next }: Journey): Static<typeof joiningSchema> {
  return { steps: [...steps], next };
}
