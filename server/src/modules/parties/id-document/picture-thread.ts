// The thread that opens pictures of id cards: decodes, looks at the quality, and writes them anew
// from their pixels, so that places, thumbnails and whatever hid in the file are gone.

import { parentPort } from 'node:worker_threads';
import { decode, encode } from 'jpeg-js';
import type { PartiesRefusalCode } from '../refusals.ts';
import { PICTURE } from './picture.ts';
import { faultOf, lumaOf, measure } from './quality.ts';

/** A clean JPEG, or what is wrong with the picture. */
export type Opened =
  | { readonly jpeg: Uint8Array<ArrayBuffer> }
  | { readonly fault: PartiesRefusalCode };

const JPEG_QUALITY = 85;
const MEMORY_MB_MAX = 160;
const MEGA = 1_000_000;

parentPort?.on('message', (bytes: Uint8Array) => parentPort?.postMessage(open(bytes), []));

function open(bytes: Uint8Array): Opened {
  const picture = decoded(bytes);
  if (picture === undefined) return { fault: 'parties.picture_not_jpeg' };
  const { width, height, data } = picture;
  const fault = faultOf(measure(lumaOf({ width, height, pixels: data })));
  if (fault !== undefined) return { fault };
  return { jpeg: new Uint8Array(encode({ width, height, data }, JPEG_QUALITY).data) };
}

/** What a sender broke is the sender's fault; anything else may end the thread. */
function decoded(bytes: Uint8Array) {
  try {
    return decode(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: false,
      maxResolutionInMP: PICTURE.sidePxMax ** 2 / MEGA,
      maxMemoryUsageInMB: MEMORY_MB_MAX,
    });
  } catch {
    return undefined;
  }
}
