// The first look at a picture that was sent: what it is and how large, from its first bytes, before
// anything is decoded. A small file cannot unfold into a large picture.

import type { PartiesRefusalCode } from '../refusals.ts';

/** What a picture of a card may be. Wider than needed to read it would only be slower. */
export const PICTURE = {
  bytesMax: 1_500_000,
  widthPxMin: 600,
  heightPxMin: 380,
  sidePxMax: 2_600,
  /** Passes over the picture; cameras make 1 or about 10, and each costs time. */
  scansMax: 16,
} as const;

export type Size = { readonly width: number; readonly height: number };

/** Why a picture cannot be used; undefined when it may be decoded. */
export function faultInHeader(bytes: Uint8Array): PartiesRefusalCode | undefined {
  if (bytes.length > PICTURE.bytesMax) return 'parties.picture_too_large';
  const size = jpegSize(bytes);
  if (size === undefined || scansIn(bytes) > PICTURE.scansMax) return 'parties.picture_not_jpeg';
  const { width, height } = size;
  if (Math.max(width, height) > PICTURE.sidePxMax) return 'parties.picture_too_large';
  const isSmall = width < PICTURE.widthPxMin || height < PICTURE.heightPxMin;
  return isSmall ? 'parties.picture_too_small' : undefined;
}

/** Start-of-frame markers, but not those of Huffman (C4), JPG (C8) and arithmetic tables (CC). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** The size a JPEG says it has; undefined when it is none, or says two sizes. */
function jpegSize(bytes: Uint8Array): Size | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8 || bytes[2] !== 0xff) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** How many scans there are: within one, the byte FF is never followed by the mark of another. */
function scansIn(bytes: Uint8Array): number {
  let scans = 0;
  for (let at = bytes.indexOf(0xff); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if (bytes[at + 1] === 0xda) scans += 1;
  }
  return scans;
}
