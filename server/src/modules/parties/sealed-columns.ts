// The sealed fields of this module: each bound to its party, so that a row copied to another cannot
// be opened, and listed once, so that keys can be changed by one command.

import { idOf, type Id } from '@sycee/kit';
import type { SealedFields, SealedRow } from '#platform';
import type { PartyId } from './party.ts';

/** The contexts of blind indexes: equal values are found in one context only. */
export const PHONE_CONTEXT = 'parties.phone';
export const ID_NUMBER_CONTEXT = 'parties.id_number';
export const GUESS_SOURCE_CONTEXT = 'parties.guess_source';
export const NAME_BIRTH_CONTEXT = 'parties.name_birth';

/** The contexts that fields are sealed for. */
export const phoneContext = (id: PartyId): string => `parties.phone:${id}`;
export const nameContext = (id: PartyId): string => `parties.name:${id}`;
export const idNumberContext = (id: PartyId): string => `parties.id_number:${id}`;
export const nameBirthContext = (id: PartyId): string => `parties.name_birth:${id}`;
export const entriesContext = (id: PartyId): string => `parties.screenings.entries:${id}`;
export const pinContext = (id: PartyId): string => `parties.pin:${id}`;

/** What is asked for a correction, field by field. */
export const correctionContext = (id: Id<'corr'>, field: 'name' | 'reason'): string =>
  `parties.name_corrections.${field}:${id}`;

/** What a customer wants the deciders of a review to know. */
export const reviewNoteContext = (id: Id<'case'>): string => `parties.reviews.note:${id}`;

/** The parts of a photographed id document. */
export const idDocumentContext = (id: Id<'doc'>, part: 'front' | 'back' | 'suggestions'): string =>
  `parties.id_documents.${part}:${id}`;

const ofParty =
  (context: (id: PartyId) => string, column = 'party_id') =>
  (row: SealedRow): string =>
    context(idOf('party', row[column] ?? ''));

/** Every sealed field and blind index in the schema `parties`. */
export const partiesSealed: SealedFields = {
  tables: [
    {
      table: 'parties.parties',
      key: { id: 'uuid' },
      columns: [
        {
          sealed: 'phone_sealed',
          context: ofParty(phoneContext, 'id'),
          index: { column: 'phone_index', context: PHONE_CONTEXT },
        },
      ],
    },
    {
      table: 'parties.identities',
      key: { party_id: 'uuid' },
      columns: [
        { sealed: 'name_sealed', context: ofParty(nameContext) },
        {
          sealed: 'id_number_sealed',
          context: ofParty(idNumberContext),
          index: { column: 'id_number_index', context: ID_NUMBER_CONTEXT },
        },
      ],
    },
    {
      table: 'parties.pins',
      key: { party_id: 'uuid' },
      columns: [{ sealed: 'hash_sealed', context: ofParty(pinContext) }],
    },
    {
      table: 'parties.name_births',
      key: { party_id: 'uuid' },
      columns: [
        {
          sealed: 'name_birth_sealed',
          context: ofParty(nameBirthContext),
          index: { column: 'name_birth_index', context: NAME_BIRTH_CONTEXT },
        },
      ],
    },
    {
      table: 'parties.screenings',
      key: { party_id: 'uuid' },
      columns: [{ sealed: 'entries_sealed', context: ofParty(entriesContext) }],
    },
    {
      table: 'parties.name_corrections',
      key: { id: 'uuid' },
      columns: [
        {
          sealed: 'name_sealed',
          context: ({ id = '' }) => correctionContext(idOf('corr', id), 'name'),
        },
        {
          sealed: 'reason_sealed',
          context: ({ id = '' }) => correctionContext(idOf('corr', id), 'reason'),
        },
      ],
    },
    {
      table: 'parties.id_documents',
      key: { id: 'uuid' },
      columns: [
        {
          sealed: 'front_key_sealed',
          context: ({ id = '' }) => idDocumentContext(idOf('doc', id), 'front'),
        },
        {
          sealed: 'back_key_sealed',
          context: ({ id = '' }) => idDocumentContext(idOf('doc', id), 'back'),
        },
        {
          sealed: 'suggestions_sealed',
          context: ({ id = '' }) => idDocumentContext(idOf('doc', id), 'suggestions'),
        },
      ],
    },
    {
      table: 'parties.reviews',
      key: { id: 'uuid' },
      columns: [
        { sealed: 'note_sealed', context: ({ id = '' }) => reviewNoteContext(idOf('case', id)) },
      ],
    },
  ],
  passing: [
    {
      table: 'parties.phone_codes',
      columns: [{ name: 'phone_index', kind: 'index' }],
      expiresAt: 'expires_at',
    },
    {
      table: 'parties.face_calls',
      columns: [{ name: 'phone_index', kind: 'index' }],
      expiresAt: 'expires_at',
    },
    {
      table: 'parties.wrong_guesses',
      columns: [{ name: 'source_index', kind: 'index' }],
      expiresAt: 'expires_at',
    },
    {
      table: 'parties.guess_blocks',
      columns: [{ name: 'source_index', kind: 'index' }],
      expiresAt: 'expires_at',
    },
  ],
};
