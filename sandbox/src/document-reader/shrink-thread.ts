// The thread that makes pictures smaller: letters of about 30 pixels are what the models were
// trained on, and larger ones they read worse.

import { parentPort } from 'node:worker_threads';

import { decode, encode } from 'jpeg-js';

import type { Shrunk } from './shrink.ts';

const QUALITY = 92;

parentPort?.on('message', ({ bytes, width }: { bytes: Uint8Array; width: number }) => {
  parentPort?.postMessage(shrunk(bytes, width), []);
});

/** Undefined for what is no JPEG; a picture that is small enough stays as it is. */
function shrunk(bytes: Uint8Array, width: number): Shrunk | undefined {
  try {
    const picture = decode(bytes, { useTArray: true, maxResolutionInMP: 8 });
    const factor = picture.width / width;
    if (factor <= 1) return { jpeg: bytes, factor: 1 };
    return { jpeg: encode(means(picture, factor), QUALITY).data, factor };
  } catch {
    return undefined;
  }
}

type Picture = { readonly width: number; readonly height: number; readonly data: Uint8Array };

/** Every new pixel is the mean of those it stands for. */
function means(picture: Picture, factor: number): Picture {
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      for (let colour = 0; colour < 3; colour++) {
        data[at + colour] = meanOf(picture, { x: x * factor, y: y * factor, factor, colour });
      }
    }
  }
  return { width, height, data };
}

function meanOf(
  { width, height, data }: Picture,
  { x, y, factor, colour }: { x: number; y: number; factor: number; colour: number },
): number {
  let [sum, count] = [0, 0];
  for (let row = Math.floor(y); row < Math.min(height, y + factor); row++) {
    for (let column = Math.floor(x); column < Math.min(width, x + factor); column++) {
      sum += data[(row * width + column) * 4 + colour] ?? 0;
      count += 1;
    }
  }
  return sum / count;
}
