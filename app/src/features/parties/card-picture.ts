// The picture of an id card: cut out of what the camera shows, or made small from a photo that
// was taken before, as a JPEG the bank takes.

import { cardFaultOf, greyOf, type PictureFault } from '../biometrics/guidance.ts';
import { context, drawCut, jpegOf, sizeOf, type Drawable } from '../biometrics/pictures.ts';

/** What of the camera's picture the guide frames, and the shape of a card (ISO/IEC 7810). */
export const CARD = { share: 0.9, width: 1400, height: 883 } as const;

const SHOWN_SHAPE = 4 / 3;
const LOOK = { width: 128, height: 81 } as const;
const BYTES_MAX = 700_000;
const PHOTO_SIDE_MAX = 2000;

export type CardPicture = {
  /** JPEG in base64. */
  readonly jpeg: string;
  /** What to show it by. */
  readonly url: string;
  readonly fault: PictureFault | undefined;
};

/** What lies in the frame of the guide now. */
export function cardIn(video: HTMLVideoElement): Promise<CardPicture> {
  const [fullWidth, fullHeight] = sizeOf(video);
  // The screen shows the middle of the picture in this shape.
  const width = Math.min(fullWidth, fullHeight * SHOWN_SHAPE);
  const card = document.createElement('canvas');
  card.width = CARD.width;
  card.height = CARD.height;
  const cutWidth = width * CARD.share;
  const cutHeight = (cutWidth * CARD.height) / CARD.width;
  const [left, top] = [(fullWidth - cutWidth) / 2, (fullHeight - cutHeight) / 2];
  context(card).drawImage(video, left, top, cutWidth, cutHeight, 0, 0, CARD.width, CARD.height);
  return pictureOf(card);
}

/** A photo from a file, at most so large. Raises an Error when it is no picture. */
export async function cardFrom(file: Blob): Promise<CardPicture> {
  const photo = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, PHOTO_SIDE_MAX / Math.max(photo.width, photo.height));
  const [width, height] = [Math.round(photo.width * scale), Math.round(photo.height * scale)];
  return pictureOf(drawCut(photo, { width, height }));
}

/** A picture that is a JPEG in base64 already. */
export function cardFromJpeg(jpeg: string): Promise<CardPicture> {
  const bytes = Uint8Array.from(atob(jpeg), (character) => character.codePointAt(0) ?? 0);
  return cardFrom(new Blob([bytes], { type: 'image/jpeg' }));
}

async function pictureOf(canvas: HTMLCanvasElement): Promise<CardPicture> {
  const jpeg = await jpegOf(canvas, BYTES_MAX);
  return { jpeg, url: `data:image/jpeg;base64,${jpeg}`, fault: faultOf(canvas) };
}

/** What is wrong with the picture of a card, as far as it can be seen here. */
export function faultOf(from: Drawable): PictureFault | undefined {
  const small = drawCut(from, LOOK);
  return cardFaultOf(greyOf(context(small).getImageData(0, 0, LOOK.width, LOOK.height)));
}
