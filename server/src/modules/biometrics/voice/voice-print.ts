// What is kept of a voice: the cepstra of each digit that was said, a byte for each value. No sound
// can be played from it that would pass here, but it is biometric data all the same: it is sealed.

import { CEPSTRA, type Rows } from './cepstra.ts';
import { featuresOf, meanOf } from './normalise.ts';

export type Language = 'zh' | 'en';

/** One recording cut into its digits: '402917', and for each digit its rows in base64. */
export type Take = { readonly digits: string; readonly prints: readonly string[] };

export type VoiceTemplate = {
  /** Names this very enrolment, so that findings about an older one are not used. */
  readonly id: string;
  readonly language: Language;
  readonly takes: readonly Take[];
  /** The last accepted recordings, newest first: to know them again when they are replayed. */
  readonly heard: readonly Take[];
};

const STEPS = 4;
const STEP_MAX = 127;

/** Rows as text, in steps of a quarter. */
export function printOf(rows: Rows): string {
  const steps = Int8Array.from(rows, (value) =>
    Math.max(-STEP_MAX, Math.min(STEP_MAX, Math.round(value * STEPS))),
  );
  return Buffer.from(steps.buffer).toString('base64');
}

/** The rows of a text that `printOf` wrote. */
export function rowsOf(print: string): Rows {
  const bytes = Buffer.from(print, 'base64');
  const length = bytes.length - (bytes.length % CEPSTRA);
  return Float32Array.from({ length }, (_, place) => bytes.readInt8(place) / STEPS);
}

/** For each of the asked digits its rows in a take; none for digits that are not in it. */
export function digitsOfTake(take: Take, asked: string): Rows[] {
  return [...asked].map((digit) => rowsOf(take.prints[take.digits.indexOf(digit)] ?? ''));
}

/** Two lists of digits as features, each around its own mean: what both said, in one colour. */
export function alignedFeatures(
  left: readonly Rows[],
  right: readonly Rows[],
): (readonly [Float32Array, Float32Array])[] {
  const [leftMean, rightMean] = [meanOf(left), meanOf(right)];
  return left.map((rows, place) => [
    featuresOf(rows, leftMean),
    featuresOf(right[place] ?? new Float32Array(0), rightMean),
  ]);
}
