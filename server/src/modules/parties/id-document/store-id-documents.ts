// SQL of pictures of id documents. They enter and leave only encrypted, each bound to its row.

import { addSeconds, idOf, isoOf, uuidOf, type Id, type Instant } from '@sycee/kit';
import { openFile, sealFile, type Tx } from '#platform';
import type { PartyId } from '../party.ts';
import { idDocumentContext } from '../sealed-columns.ts';
import type { Suggestions } from './suggestions.ts';

export type IdDocumentId = Id<'doc'>;

export type IdDocument = {
  readonly id: IdDocumentId;
  readonly partyId: PartyId;
  readonly takenAt: Instant;
  readonly hasBack: boolean;
  readonly reading: 'read' | 'unreadable' | 'unavailable';
  readonly suggestions: Suggestions;
};

export type Side = 'front' | 'back';

export type Pictures = { readonly front: Uint8Array; readonly back: Uint8Array | null };

/** Keeps a document in the place of the one before. */
export async function replaceIdDocument(
  tx: Tx,
  document: IdDocument,
  { front, back }: Pictures,
): Promise<void> {
  const { id, partyId } = document;
  const sealed = sealFile(tx.secrets, front, idDocumentContext(id, 'front'));
  const sealedBack = back && sealFile(tx.secrets, back, idDocumentContext(id, 'back'));
  const suggestions = JSON.stringify(document.suggestions);
  await deleteIdDocuments(tx, [partyId]);
  await tx.query(
    `insert into parties.id_documents (id, party_id, front, front_key_sealed, back,
       back_key_sealed, suggestions_sealed, reading, taken_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      uuidOf(id),
      uuidOf(partyId),
      sealed.content,
      sealed.keySealed,
      sealedBack && sealedBack.content,
      sealedBack && sealedBack.keySealed,
      tx.secrets.seal(suggestions, idDocumentContext(id, 'suggestions')),
      document.reading,
      isoOf(document.takenAt),
    ],
  );
}

/** The document of a party, without its pictures. */
export async function selectIdDocument(tx: Tx, partyId: PartyId): Promise<IdDocument | undefined> {
  const [row] = await tx.query<{
    id: string;
    taken_at: Instant;
    has_back: boolean;
    reading: IdDocument['reading'];
    suggestions_sealed: string;
  }>(
    `select id, taken_at, back_key_sealed is not null as has_back, reading, suggestions_sealed
     from parties.id_documents where party_id = $1`,
    [uuidOf(partyId)],
  );
  if (row === undefined) return undefined;
  const id = idOf('doc', row.id);
  const context = idDocumentContext(id, 'suggestions');
  return {
    id,
    partyId,
    takenAt: row.taken_at,
    hasBack: row.has_back,
    reading: row.reading,
    suggestions: JSON.parse(tx.secrets.open(row.suggestions_sealed, context)) as Suggestions,
  };
}

/** One side of a party's document, as a JPEG. */
export async function selectPicture(
  tx: Tx,
  partyId: PartyId,
  side: Side,
): Promise<Buffer | undefined> {
  const [row] = await tx.query<{ id: string; content: Buffer | null; key: string | null }>(
    `select id, ${side} as content, ${side}_key_sealed as key
     from parties.id_documents where party_id = $1`,
    [uuidOf(partyId)],
  );
  if (row === undefined || row.content === null || row.key === null) return undefined;
  const file = { content: row.content, keySealed: row.key };
  return openFile(tx.secrets, file, idDocumentContext(idOf('doc', row.id), side));
}

export async function deleteIdDocuments(tx: Tx, partyIds: readonly PartyId[]): Promise<void> {
  await tx.query('delete from parties.id_documents where party_id = any($1::uuid[])', [
    partyIds.map(uuidOf),
  ]);
}

/** Deletes what was taken so long ago by people who never said who they are; tells how many. */
export async function deleteAbandoned(tx: Tx, seconds: number, limit: number): Promise<number> {
  const gone = await tx.query(
    `delete from parties.id_documents where id in (
       select d.id from parties.id_documents d
        where d.taken_at < $1 and not exists (
          select from parties.identities i where i.party_id = d.party_id)
        limit $2)
     returning 1`,
    [isoOf(addSeconds(tx.now, -seconds)), limit],
  );
  return gone.length;
}
