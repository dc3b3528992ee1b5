// The words of this module for pictures and files.

import type { Id } from '@sycee/kit';
import type { KeptFile } from '#platform';
import type { PartyId } from './people.ts';

export type AttachmentId = Id<'file'>;

/** What a picture or a file is, as everybody who sees it may know. */
export type Attachment = {
  readonly id: AttachmentId;
  readonly kind: 'image' | 'file';
  readonly mediaType: string;
  readonly name: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly hasThumbnail: boolean;
};

/** With where it rests. */
export type KeptAttachment = Attachment & {
  readonly ownerId: PartyId;
  readonly file: KeptFile;
  readonly thumbnail: KeptFile | null;
};

export const ATTACHMENT_BYTES_MAX = 10 * 1024 * 1024;
export const THUMBNAIL_BYTES_MAX = 60 * 1024;
