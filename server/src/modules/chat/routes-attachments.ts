// The routes of pictures and files: bring one, and get one.

import { fileReply, idSchema, nullable, route, type FileStore, type Route } from '#platform';
import { Type } from 'typebox';
import { ATTACHMENT_BYTES_MAX, THUMBNAIL_BYTES_MAX } from './attachment.ts';
import { keepAttachment, storeFile } from './keep-attachment.ts';
import { refuse, type ChatRefusalCode } from './refusals.ts';
import { selectVisible } from './store-attachments.ts';
import { attachmentSchema, attachmentView } from './views.ts';

const tag = 'chat';

const BRING_LIMIT = { requests: 60, seconds: 60 };
const base64 = (bytesMax: number) =>
  Type.String({
    maxLength: Math.ceil(bytesMax / 3) * 4,
    pattern: '^[A-Za-z0-9+/]+={0,2}$',
    description: 'In base64.',
  });
/** A little more than is allowed, so that it is told what is too large about it. */
const BODY_BYTES_MAX = Math.ceil((ATTACHMENT_BYTES_MAX * 1.1) / 3) * 4 + THUMBNAIL_BYTES_MAX * 2;

/** The routes of pictures and files, which rest in a store. */
export function attachmentRoutes(files: FileStore): Route[] {
  return [bringRoute(files), getRoute(files)];
}

function bringRoute(files: FileStore): Route {
  return route({
    method: 'POST',
    path: '/v1/chat/attachments',
    operation: 'bringAttachment',
    tag,
    summary: 'Bring a picture or a file, to be sent within a day',
    access: 'session',
    status: 201,
    limit: BRING_LIMIT,
    bodyBytesMax: BODY_BYTES_MAX,
    refusals: codes('chat.file_too_large', 'chat.image_invalid', 'chat.name_invalid'),
    body: Type.Object({
      kind: Type.Union([Type.Literal('image'), Type.Literal('file')]),
      name: Type.String({ minLength: 1, maxLength: 400 }),
      content: base64(ATTACHMENT_BYTES_MAX * 1.1),
      thumbnail: Type.Optional(nullable(base64(THUMBNAIL_BYTES_MAX))),
    }),
    reply: attachmentSchema,
    ask: (_, { body: { kind, name, content, thumbnail } }) =>
      storeFile(files, {
        kind,
        name,
        bytes: Buffer.from(content, 'base64'),
        thumbnail: thumbnail ? Buffer.from(thumbnail, 'base64') : null,
      }),
    handle: async (tx, { caller }, stored) =>
      attachmentView(await keepAttachment(tx, caller.partyId, stored)),
  });
}

function getRoute(files: FileStore): Route {
  return route({
    method: 'GET',
    path: '/v1/chat/attachments/:attachment_id',
    operation: 'getAttachment',
    tag,
    summary: 'Get a picture or a file, or the small picture of one',
    access: 'session',
    refusals: codes('chat.attachment_not_found'),
    params: Type.Object({ attachment_id: idSchema('file') }),
    query: Type.Object({
      size: Type.Optional(Type.Union([Type.Literal('full'), Type.Literal('thumbnail')])),
    }),
    reply: fileReply('application/octet-stream'),
    handle: async (tx, { caller, params, query }) => {
      const found = await selectVisible(tx, params.attachment_id, caller.partyId);
      const isSmall = query.size === 'thumbnail' && found?.thumbnail !== null;
      const kept = isSmall ? found?.thumbnail : found?.file;
      const bytes = kept && (await files.open(kept));
      if (!found || !bytes) throw refuse('chat.attachment_not_found');
      const contentType = isSmall ? 'image/jpeg' : found.mediaType;
      return { contentType, filename: found.name, bytes };
    },
  });
}

function codes(...list: ChatRefusalCode[]): ChatRefusalCode[] {
  return list;
}
