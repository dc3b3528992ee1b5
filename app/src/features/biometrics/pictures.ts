// From what a camera shows to what is sent: cut to the frame of the guide, scaled, as a JPEG.

import { greyOf, seenIn, type Seen } from './guidance.ts';

/** What is cut out of the camera's picture, and how large it becomes. */
export type Cut = { readonly width: number; readonly height: number };

export const FACE_CUT: Cut = { width: 480, height: 640 };

const LOOK_CUT: Cut = { width: 96, height: 128 };
const QUALITIES = [0.88, 0.75, 0.6, 0.45] as const;

export type Drawable = HTMLVideoElement | HTMLCanvasElement | ImageBitmap;

/** The middle of a picture in the shape of a cut, on a canvas of its size. */
export function drawCut(from: Drawable, { width, height }: Cut): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const [fullWidth, fullHeight] = sizeOf(from);
  const scale = Math.min(fullWidth / width, fullHeight / height);
  const [cutWidth, cutHeight] = [width * scale, height * scale];
  const [left, top] = [(fullWidth - cutWidth) / 2, (fullHeight - cutHeight) / 2];
  context(canvas).drawImage(from, left, top, cutWidth, cutHeight, 0, 0, width, height);
  return canvas;
}

/** What the guide sees of a camera's face now. */
export function lookAt(video: HTMLVideoElement): Seen {
  const canvas = drawCut(video, LOOK_CUT);
  return seenIn(greyOf(context(canvas).getImageData(0, 0, canvas.width, canvas.height)));
}

/** A canvas as a JPEG in base64 of at most so many bytes, as good as fits. */
export async function jpegOf(canvas: HTMLCanvasElement, bytesMax: number): Promise<string> {
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', quality);
    });
    if (blob !== null && blob.size <= bytesMax) return base64Of(await blob.arrayBuffer());
  }
  throw new RangeError(`a picture is larger than ${bytesMax} bytes`);
}

/** Bytes as base64. */
export function base64Of(bytes: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCodePoint(byte);
  return btoa(text);
}

/** How wide and high a picture is. */
export function sizeOf(from: Drawable): readonly [width: number, height: number] {
  if (from instanceof HTMLVideoElement) return [from.videoWidth, from.videoHeight];
  return [from.width, from.height];
}

/** Where a canvas is drawn on and read from. */
export function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const found = canvas.getContext('2d', { willReadFrequently: true });
  if (found === null) throw new Error('this browser has no canvas');
  return found;
}
