// The routes of the photographed id document.

import { isoOf } from '@sycee/kit';
import { idSchema, instantSchema, nullable, route, type Route } from '#platform';
import { Type, type Static } from 'typebox';
import type { PartiesRefusalCode } from '../refusals.ts';
import type { DocumentReader } from './document-reader.ts';
import type { PictureDesk } from './open-picture-desk.ts';
import { PICTURE } from './picture.ts';
import type { IdDocument } from './store-id-documents.ts';
import {
  allowIdDocument,
  forgetIdDocument,
  idDocumentOf,
  takeIdDocument,
} from './take-id-document.ts';

/** Who opens pictures, and who reads them. */
export type IdDocumentPorts = {
  readonly pictureDesk: PictureDesk;
  readonly documentReader: DocumentReader;
};

const tag = 'parties';
const CHARACTERS_MAX = Math.ceil(PICTURE.bytesMax / 3) * 4;
/** A picture that is too large is told so by its own words, not by the server's. */
const SLACK = 2;

const picture = Type.String({
  minLength: 4,
  maxLength: CHARACTERS_MAX * SLACK,
  pattern: '^[A-Za-z0-9+/]+={0,2}$',
  description: 'A JPEG in base64, at most 1 500 000 bytes, best 1 400 pixels wide.',
});

const documentSchema = Type.Object(
  {
    id: idSchema('doc'),
    taken_at: instantSchema,
    has_back: Type.Boolean(),
    reading: Type.Union(
      [Type.Literal('read'), Type.Literal('unreadable'), Type.Literal('unavailable')],
      { description: 'None of them stands in the way: what was not read is typed.' },
    ),
    suggestions: Type.Object(
      {
        name: nullable(Type.String()),
        id_number: nullable(Type.String()),
        valid_until: nullable(Type.String({ description: 'A day, or `long_term`.' })),
      },
      { description: 'To be confirmed by the customer; nothing in the bank believes them.' },
    ),
  },
  { title: 'IdDocument' },
);

const PICTURE_REFUSALS: PartiesRefusalCode[] = [
  'parties.picture_not_jpeg',
  'parties.picture_too_small',
  'parties.picture_too_large',
  'parties.picture_blurred',
  'parties.picture_too_dark',
  'parties.picture_too_bright',
];

/** The routes of the photographed id document, on the given ports. */
export function idDocumentRoutes({ pictureDesk, documentReader }: IdDocumentPorts): Route[] {
  return [
    route({
      method: 'PUT',
      path: '/v1/me/id-document',
      operation: 'takeIdDocument',
      tag,
      summary: 'Keep a photographed id document, and read suggestions from it',
      access: 'session',
      limit: { requests: 30, seconds: 3_600 },
      bodyBytesMax: 2 * CHARACTERS_MAX * SLACK + 2_048,
      refusals: ['consents.needed', 'parties.id_document_kept', ...PICTURE_REFUSALS],
      body: Type.Object({ front: picture, back: Type.Optional(picture) }),
      reply: documentSchema,
      prepare: async (tx, { caller }) => {
        await allowIdDocument(tx, caller.partyId);
        return tx.newId('doc');
      },
      ask: async (reference, { body }) => {
        const front = await pictureDesk.open(bytesOf(body.front), '/front');
        const back =
          body.back === undefined ? null : await pictureDesk.open(bytesOf(body.back), '/back');
        return { front, back, reading: await documentReader({ reference, front, back }) };
      },
      handle: async (tx, { caller }, taken) =>
        documentView(await takeIdDocument(tx, caller.partyId, taken)),
    }),
    route({
      method: 'GET',
      path: '/v1/me/id-document',
      operation: 'showIdDocument',
      tag,
      summary: 'Show what was read from the photographed id document',
      access: 'session',
      refusals: [],
      reply: Type.Object({ document: nullable(documentSchema) }, { title: 'MyIdDocument' }),
      handle: async (tx, { caller }) => {
        const document = await idDocumentOf(tx, caller.partyId);
        return { document: document ? documentView(document) : null };
      },
    }),
    route({
      method: 'DELETE',
      path: '/v1/me/id-document',
      operation: 'forgetIdDocument',
      tag,
      summary: 'Delete the photographed id document, while no identity stands on it',
      access: 'session',
      status: 204,
      refusals: ['parties.id_document_kept'],
      handle: async (tx, { caller }) => {
        await forgetIdDocument(tx, caller.partyId);
        return undefined;
      },
    }),
  ];
}

function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

function documentView(document: IdDocument): Static<typeof documentSchema> {
  const { name, idNumber, validUntil } = document.suggestions;
  return {
    id: document.id,
    taken_at: isoOf(document.takenAt),
    has_back: document.hasBack,
    reading: document.reading,
    suggestions: { name, id_number: idNumber, valid_until: validUntil },
  };
}
