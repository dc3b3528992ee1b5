// The schema of the kit's Problem, for the API document.

import { Type } from 'typebox';

const fact = Type.Union([Type.String(), Type.Number(), Type.Boolean()]);

export const problemSchema = Type.Object(
  {
    type: Type.String({ description: 'Address of the page about this code.' }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: 'What happened and what to do next, for people.' }),
    code: Type.String({ description: 'One of x-refusals.' }),
    param: Type.Optional(Type.String({ description: 'The part of the request at fault.' })),
    request_id: Type.String(),
    retryable: Type.Boolean({ description: 'The very same request may succeed later.' }),
    money_moved: Type.Union([Type.Literal('no'), Type.Literal('yes'), Type.Literal('unknown')], {
      description:
        'By this request. `unknown`: send it again with its key; until then a `no` of a platform ' +
        'code says nothing about the earlier one.',
    }),
    facts: Type.Optional(Type.Record(Type.String(), fact)),
  },
  { title: 'Problem' },
);
