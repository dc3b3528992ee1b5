// The routes of privacy: a copy of everything, a correction, leaving. Each that gives something
// away needs the PIN, because a stolen session must not be enough.

import { isoOf } from '@sycee/kit';
import { dateSchema, fileReply, idSchema, instantSchema, route, type Route } from '#platform';
import { Type, type Static } from 'typebox';
import { closeAccount, showLeaving } from './close-account.ts';
import { askForName } from './correct-name.ts';
import { exportEverything } from './export-everything.ts';
import type { Holder } from './holder.ts';
import { biometricsHolder, consentsHolder, partiesHolder, passkeysHolder } from './own-holder.ts';
import { idDocumentHolder } from './id-document/holder.ts';
import { reviewsHolder } from './reviews/holder.ts';
import { selectNameCorrections, type NameCorrection } from './store-corrections.ts';

const tag = 'privacy';

const keptSchema = Type.Object(
  { what: Type.String(), why: Type.String(), until: dateSchema },
  { title: 'Kept' },
);

const correctionSchema = Type.Object(
  {
    id: idSchema('corr'),
    name: Type.String(),
    reason: Type.String(),
    state: Type.Union([
      Type.Literal('waiting'),
      Type.Literal('approved'),
      Type.Literal('rejected'),
    ]),
    asked_at: instantSchema,
  },
  { title: 'NameCorrection' },
);

/** The routes of privacy, over what this room and those below it hold, and the given ones above. */
export function privacyRoutes(above: {
  readonly holders: readonly Holder[];
  /** The codes with which they refuse to let a party go. */
  readonly refusals: readonly string[];
}): Route[] {
  const own = [
    partiesHolder,
    consentsHolder,
    biometricsHolder,
    passkeysHolder,
    reviewsHolder,
    idDocumentHolder,
  ];
  const holders = [...own, ...above.holders];
  return [exportRoute(holders), ...closingRoutes(holders, above.refusals), ...correctionRoutes()];
}

function exportRoute(holders: readonly Holder[]): Route {
  return route({
    method: 'POST',
    path: '/v1/me/exports',
    operation: 'exportMyData',
    tag,
    summary: 'Download everything the bank holds of oneself',
    access: 'session',
    proof: true,
    limit: { requests: 10, seconds: 3600 },
    refusals: [],
    reply: fileReply('application/json'),
    handle: (tx, { caller, locale }) => exportEverything(tx, holders, { caller, locale }),
  });
}

function closingRoutes(holders: readonly Holder[], refusals: readonly string[]): Route[] {
  return [
    route({
      method: 'GET',
      path: '/v1/me/closing',
      operation: 'previewClosing',
      tag,
      summary: 'Show what leaving would delete and keep, and what stands in the way',
      access: 'session',
      refusals: [],
      reply: Type.Object(
        {
          deletes: Type.Array(Type.String()),
          keeps: Type.Array(keptSchema),
          obstacles: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
        },
        { title: 'ClosingPreview' },
      ),
      handle: async (tx, { caller: { partyId }, locale }) => {
        const shown = await showLeaving(tx, holders, { partyId, locale });
        return {
          deletes: [...shown.deletes],
          keeps: [...shown.keeps],
          obstacles: [...shown.obstacles],
        };
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/me',
      operation: 'closeMyAccount',
      tag,
      summary: 'Close the account and leave the bank',
      access: 'session',
      proof: true,
      refusals: ['parties.frozen', ...refusals],
      reply: Type.Object(
        {
          closed_at: instantSchema,
          deleted: Type.Array(Type.String()),
          kept: Type.Array(keptSchema),
        },
        { title: 'Closed' },
      ),
      sessionCookie: () => null,
      handle: async (tx, { caller, locale }) => {
        const left = await closeAccount(tx, holders, { caller, locale });
        return {
          closed_at: isoOf(left.closedAt),
          deleted: [...left.deletes],
          kept: [...left.keeps],
        };
      },
    }),
  ];
}

function correctionRoutes(): Route[] {
  return [
    route({
      method: 'POST',
      path: '/v1/me/name-corrections',
      operation: 'askForNameCorrection',
      tag,
      summary: 'Ask for a correction of the name; two people of the bank decide',
      access: 'session',
      proof: true,
      status: 201,
      limit: { requests: 10, seconds: 3600 },
      refusals: ['parties.identity_needed', 'parties.name_invalid', 'parties.correction_waiting'],
      body: Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100, examples: ['林晓雨'] }),
        reason: Type.String({ minLength: 5, maxLength: 500 }),
      }),
      reply: correctionSchema,
      handle: async (tx, { caller: { partyId }, body }) =>
        correctionView(await askForName(tx, { partyId, ...body })),
    }),
    route({
      method: 'GET',
      path: '/v1/me/name-corrections',
      operation: 'listNameCorrections',
      tag,
      summary: 'List corrections of the name one has asked for, newest first',
      access: 'session',
      refusals: [],
      reply: Type.Object({ items: Type.Array(correctionSchema) }, { title: 'NameCorrections' }),
      handle: async (tx, { caller: { partyId } }) => ({
        items: (await selectNameCorrections(tx, partyId)).map(correctionView),
      }),
    }),
  ];
}

function correctionView(correction: NameCorrection): Static<typeof correctionSchema> {
  const { id, name, reason, state, askedAt } = correction;
  return { id, name, reason, state, asked_at: isoOf(askedAt) };
}
