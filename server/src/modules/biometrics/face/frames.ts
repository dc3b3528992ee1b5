// What a caller may send as frames: bounded in number and size before anything looks into them.

import { Type, type Static } from 'typebox';
import { refuseBiometrics } from '../refusals.ts';
import type { Frame } from './analysis.ts';
import { isUsableJpeg } from './jpeg.ts';
import { FRAMES } from './settings.ts';

const BASE64_MAX = Math.ceil(FRAMES.bytesMax / 3) * 4;

/** The largest body that frames need: give it to the route as `bodyBytesMax`. */
export const FACE_BODY_BYTES_MAX = FRAMES.countMax * BASE64_MAX + 2_048;

/** The frames of an answer in the body of a request, in the order they were taken. */
export const faceFramesSchema = Type.Array(
  Type.Object(
    {
      at_ms: Type.Integer({
        minimum: 0,
        maximum: 3_600_000,
        description: 'When it was taken, in milliseconds of any clock that runs evenly.',
      }),
      jpeg: Type.String({
        maxLength: BASE64_MAX,
        pattern: '^[A-Za-z0-9+/]+={0,2}$',
        description: 'A JPEG in base64, as the camera saw it (not mirrored), best 480 x 640.',
      }),
    },
    { additionalProperties: false },
  ),
  { minItems: FRAMES.countMin, maxItems: FRAMES.countMax },
);

/**
 * The frames of a request's body. Refuses with `biometrics.frames_invalid` what is no JPEG of a
 * bounded size.
 */
export function framesOf(sent: Static<typeof faceFramesSchema>): Frame[] {
  const frames = sent.map(({ at_ms, jpeg }) => ({
    atMs: at_ms,
    jpeg: new Uint8Array(Buffer.from(jpeg, 'base64')),
  }));
  checkFrames(frames);
  return frames;
}

/** Refuses with `biometrics.frames_invalid` frames that may not be analysed. */
export function checkFrames(frames: readonly Frame[]): void {
  const { countMin, countMax } = FRAMES;
  const fits = frames.length >= countMin && frames.length <= countMax;
  if (fits && frames.every(({ jpeg }) => isUsableJpeg(jpeg))) return;
  throw refuseBiometrics('biometrics.frames_invalid');
}
