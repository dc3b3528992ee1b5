// Whether somebody speaks, while they do: how loud it is now, how loud the room is, when they have
// finished, and what is wrong with a recording before it is sent. The bank judges again.

import { SAMPLE_RATE_HZ } from './sound.ts';

const FRAME_SECONDS = 0.02;
const SILENCE_DB = -90;
const ABOVE_NOISE_DB = 9;
const SPEECH_DB_MIN = -48;

/** Nobody needs longer for six digits; the bank takes at most twelve seconds. */
const TAKE_SECONDS_MAX = 10;
const SPEECH_SECONDS_ENOUGH = 1.2;
const SILENCE_SECONDS_AFTER = 1.1;

/** A room louder than this drowns a voice. */
const QUIET_ROOM_DB = -42;

export type Heard = {
  /** Of the latest moment, from 0 (silence) to 1 (as loud as can be). */
  readonly level: number;
  readonly speaking: boolean;
  /** All digits seem to be said: there was speech, and then a pause. */
  readonly finished: boolean;
};

export type SoundFault = 'too_short' | 'too_quiet' | 'too_loud' | 'too_noisy';

/** Loudness in dB below full scale, one for each 20 ms. */
export function loudnessOf(samples: Float32Array, rateHz = SAMPLE_RATE_HZ): number[] {
  const length = Math.round(rateHz * FRAME_SECONDS);
  return Array.from({ length: Math.floor(samples.length / length) }, (_, at) => {
    const frame = samples.subarray(at * length, (at + 1) * length);
    const power = frame.reduce((sum, sample) => sum + sample * sample, 0) / length;
    return Math.max(SILENCE_DB, 10 * Math.log10(power + 1e-12));
  });
}

/** What is to be heard in a recording so far. */
export function heardIn(loudness: readonly number[]): Heard {
  const speech = speechOf(loudness);
  const last = speech.lastIndexOf(true);
  const said = speech.filter(Boolean).length * FRAME_SECONDS;
  const pause = (loudness.length - 1 - last) * FRAME_SECONDS;
  return {
    level: levelOf(Math.max(...loudness.slice(-4), SILENCE_DB)),
    speaking: pause < 0.2 && last >= 0,
    finished:
      (said >= SPEECH_SECONDS_ENOUGH && pause >= SILENCE_SECONDS_AFTER) ||
      loudness.length * FRAME_SECONDS >= TAKE_SECONDS_MAX,
  };
}

/** Loudness as a place on a meter. */
function levelOf(db: number): number {
  return Math.max(0, Math.min(1, (db + 60) / 55));
}

/** Whether a recording without speech is of a room quiet enough. */
export function isQuiet(loudness: readonly number[]): boolean {
  // The click of the button is not the room.
  return place(loudness, 0.8) <= QUIET_ROOM_DB;
}

/** What is wrong with a recording, as far as it can be told without the bank. */
export function soundFault(samples: Float32Array): SoundFault | undefined {
  const loudness = loudnessOf(samples);
  const speech = speechOf(loudness);
  const spoken = loudness.filter((_, at) => speech[at]);
  const clipped = samples.reduce((count, sample) => count + Number(Math.abs(sample) > 0.995), 0);
  if (clipped > samples.length * 0.01) return 'too_loud';
  if (place(loudness, 0.95) < SPEECH_DB_MIN) return 'too_quiet';
  if (place(spoken, 0.5) - place(loudness, 0.1) < 12) return 'too_noisy';
  return spoken.length * FRAME_SECONDS < SPEECH_SECONDS_ENOUGH * 0.75 ? 'too_short' : undefined;
}

function speechOf(loudness: readonly number[]): boolean[] {
  const noise = place(loudness, 0.1);
  const threshold = Math.max(noise + ABOVE_NOISE_DB, SPEECH_DB_MIN);
  return loudness.map((db) => db > threshold);
}

/** The value that a share of all values lies below. */
function place(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? SILENCE_DB;
}
