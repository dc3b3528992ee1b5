// The document reader's side of the signed protocol. It keeps nothing of what it reads.

import { Type } from 'typebox';

import { no, route, yes, type Route } from '../platform/index.ts';
import { openReader } from './open-reader.ts';

/** Two pictures of 1.5 MB in base64, and what stands around them. */
const BODY_BYTES_MAX = 4_200_000;
const WAITING_MAX = 8;

const picture = Type.String({ maxLength: 2_000_004, pattern: '^[A-Za-z0-9+/]+={0,2}$' });

/** The document reader with its routes; close it with the server. */
export function documentReader(): {
  readonly routes: Route[];
  readonly close: () => Promise<void>;
} {
  const reader = openReader();
  const reading = route({
    method: 'POST',
    path: '/document-reader/v1/readings',
    target: 'document-reader',
    bodyBytesMax: BODY_BYTES_MAX,
    body: Type.Object(
      {
        reference: Type.String({ pattern: '^[A-Za-z0-9_.:-]{1,64}$' }),
        front: picture,
        back: Type.Optional(picture),
      },
      { additionalProperties: false },
    ),
    handle: async (_database, { body }) => {
      if (reader.waiting() >= WAITING_MAX) return no(503, 'busy');
      const back = body.back === undefined ? null : Buffer.from(body.back, 'base64');
      const read = await reader.read(Buffer.from(body.front, 'base64'), back);
      const isRead = read !== undefined && (read.name !== null || read.id_number !== null);
      return isRead ? yes(read) : no(422, 'unreadable');
    },
  });
  return { routes: [reading], close: reader.close };
}
