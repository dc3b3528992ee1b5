// Somebody brings a picture or a file to say later. It is looked at and put on the disk with no
// transaction open; a file whose attachment was never written down is swept away some day.

import type { FileStore, KeptFile, Tx } from '#platform';
import {
  ATTACHMENT_BYTES_MAX,
  THUMBNAIL_BYTES_MAX,
  type Attachment,
  type KeptAttachment,
} from './attachment.ts';
import { readImage, type Image } from './media.ts';
import type { PartyId } from './people.ts';
import { refuse } from './refusals.ts';
import { insertAttachment } from './store-attachments.ts';
import { readName } from './visible-text.ts';

export type Brought = {
  readonly kind: Attachment['kind'];
  readonly name: string;
  readonly bytes: Buffer;
  /** A small JPEG of an image, made by the app. */
  readonly thumbnail: Buffer | null;
};

/** A file that is on the disk, and what it is. */
export type Stored = Omit<KeptAttachment, 'id' | 'ownerId'>;

const NAME_MAX = 80;
/** What has a meaning in paths, on any system. */
const PATH_SIGNS = /[/\\:*?"<>|]/gu;

/**
 * Puts it on the disk. Refuses `file_too_large`, `image_invalid` and `name_invalid`; nothing is
 * kept then.
 */
export async function storeFile(files: FileStore, brought: Brought): Promise<Stored> {
  const { kind, bytes, thumbnail } = brought;
  if (bytes.length === 0 || bytes.length > ATTACHMENT_BYTES_MAX) {
    throw refuse('chat.file_too_large', { megabytes_max: ATTACHMENT_BYTES_MAX / 1024 ** 2 });
  }
  const image = kind === 'image' ? imageIn(bytes) : undefined;
  const small = thumbnail === null ? undefined : thumbnailIn(thumbnail);
  const name = readName(brought.name.replaceAll(PATH_SIGNS, '_'), NAME_MAX);
  const content = image?.bytes ?? bytes;
  const kept: (KeptFile | null)[] = await Promise.all([
    files.keep(content),
    small === undefined ? null : files.keep(small.bytes),
  ]);
  const [file, smallFile = null] = kept;
  if (!file) throw new Error('chat: a file was not kept');
  return {
    kind,
    // Only what was recognised is shown as what it is; all else is bytes to be saved.
    mediaType: image?.type ?? 'application/octet-stream',
    name,
    bytes: content.length,
    width: image?.width ?? null,
    height: image?.height ?? null,
    hasThumbnail: smallFile !== null,
    file,
    thumbnail: smallFile,
  };
}

/** Writes down what is on the disk. */
export async function keepAttachment(
  tx: Tx,
  ownerId: PartyId,
  stored: Stored,
): Promise<KeptAttachment> {
  const attachment = { ...stored, id: tx.newId('file'), ownerId };
  await insertAttachment(tx, attachment);
  return attachment;
}

function imageIn(bytes: Buffer): Image {
  const image = readImage(bytes);
  if (image === undefined) throw refuse('chat.image_invalid');
  return image;
}

function thumbnailIn(bytes: Buffer): Image {
  const image = readImage(bytes);
  const fits = image?.type === 'image/jpeg' && bytes.length <= THUMBNAIL_BYTES_MAX;
  if (!fits) throw refuse('chat.image_invalid');
  return image;
}
