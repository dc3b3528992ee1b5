// Reads what a camera sent. Sizes are taken from the header before anything is decoded, so that a
// small file cannot unfold into a large picture.

import { decode } from 'jpeg-js';
import { FRAMES } from './settings.ts';

/** Red, green and blue in turn, row by row. */
export type Picture = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
};

type Size = { readonly width: number; readonly height: number };

const MEGA = 1_000_000;

/** The size a JPEG says it has; undefined when it is none, or is cut off before it says. */
export function jpegSize(bytes: Uint8Array): Size | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    // Start of frame, but not the tables of Huffman codes (C4), arithmetic codes (CC) or JPG (C8).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Whether a picture may be decoded: a JPEG of a bounded size. */
export function isUsableJpeg(bytes: Uint8Array): boolean {
  if (bytes.length > FRAMES.bytesMax) return false;
  const size = jpegSize(bytes);
  return size !== undefined && [size.width, size.height].every(isUsableSide);
}

function isUsableSide(side: number): boolean {
  return side >= FRAMES.sideMinPx && side <= FRAMES.sideMaxPx;
}

/** Decodes a JPEG of a bounded size. Raises an Error when it is broken. */
export function decodeJpeg(bytes: Uint8Array): Picture {
  const { width, height, data } = decode(bytes, {
    useTArray: true,
    formatAsRGBA: false,
    tolerantDecoding: false,
    maxResolutionInMP: FRAMES.sideMaxPx ** 2 / MEGA,
    maxMemoryUsageInMB: 64,
  });
  return { width, height, pixels: data };
}
