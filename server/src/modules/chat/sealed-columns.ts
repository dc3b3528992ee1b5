// The sealed fields of this module: the keys of files, each bound to its attachment.

import { idOf } from '@sycee/kit';
import type { SealedFields } from '#platform';
import type { AttachmentId } from './attachment.ts';

/** What the key of an attachment's file, or of its thumbnail, is sealed for. */
export function keyContext(id: AttachmentId, part: 'file' | 'thumbnail'): string {
  return `chat.attachments.${part}:${id}`;
}

const contextOf =
  (part: 'file' | 'thumbnail') =>
  ({ id = '' }: Readonly<Record<string, string>>): string =>
    keyContext(idOf('file', id), part);

/** Every sealed field in the schema `chat`. */
export const chatSealed: SealedFields = {
  tables: [
    {
      table: 'chat.attachments',
      key: { id: 'uuid' },
      columns: [
        { sealed: 'file_key_sealed', context: contextOf('file') },
        { sealed: 'thumbnail_key_sealed', context: contextOf('thumbnail') },
      ],
    },
  ],
  passing: [],
};
