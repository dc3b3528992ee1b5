// The routes of reviews: the way of whoever does not want to, or cannot, be checked by a machine.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, instantView, nullable, route, type Route } from '#platform';
import { Type, type Static } from 'typebox';
import type { PartiesRefusalCode } from '../refusals.ts';
import { askReview } from './ask-review.ts';
import { REVIEW_KINDS, REVIEW_STATES, type Review } from './review.ts';
import type { ReviewKind, ReviewState } from './review.ts';
import { selectReviews } from './store-reviews.ts';

const kindSchema = Type.Unsafe<ReviewKind>(
  Type.Union(REVIEW_KINDS.map((kind) => Type.Literal(kind))),
);
const stateSchema = Type.Unsafe<ReviewState>(
  Type.Union(REVIEW_STATES.map((state) => Type.Literal(state))),
);

const reviewSchema = Type.Object(
  {
    id: idSchema('case'),
    kind: kindSchema,
    state: stateSchema,
    note: nullable(Type.String()),
    asked_at: instantSchema,
    decided_at: nullable(instantSchema),
  },
  { title: 'Review' },
);

const REFUSALS: PartiesRefusalCode[] = [
  'parties.identity_needed',
  'parties.review_waiting',
  'parties.review_not_needed',
  'parties.review_limit_reached',
];

/** The routes of reviews. */
export function reviewRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/me/reviews',
      operation: 'askForReview',
      tag: 'parties',
      summary: 'Ask for people of the bank instead of a machine; two of them decide',
      access: 'session',
      status: 201,
      limit: { requests: 20, seconds: 3600 },
      refusals: REFUSALS,
      body: Type.Object({
        kind: kindSchema,
        note: Type.Optional(
          Type.String({ maxLength: 500, description: 'For the deciders, such as when to call.' }),
        ),
      }),
      reply: reviewSchema,
      handle: async (tx, { caller: { partyId }, body }) =>
        reviewView(await askReview(tx, { partyId, kind: body.kind, note: body.note ?? null })),
    }),
    route({
      method: 'GET',
      path: '/v1/me/reviews',
      operation: 'listReviews',
      tag: 'parties',
      summary: 'List what one has asked people of the bank to look at, newest first',
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(reviewSchema) }, { title: 'Reviews' }),
      handle: async (tx, { caller: { partyId } }) => ({
        items: (await selectReviews(tx, partyId)).map(reviewView),
      }),
    }),
  ];
}

function reviewView(review: Review): Static<typeof reviewSchema> {
  return {
    id: review.id,
    kind: review.kind,
    state: review.state,
    note: review.note,
    asked_at: isoOf(review.askedAt),
    decided_at: instantView(review.decidedAt),
  };
}
