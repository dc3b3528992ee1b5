// Where in a recording somebody speaks, and whether it is good enough to decide on: loud, clean,
// long. Frames without speech are left out of every comparison.

import { FRAME_SAMPLES, HOP_SAMPLES, rowsIn } from './cepstra.ts';
import { SAMPLE_RATE_HZ } from './wav.ts';

export type SoundQuality = {
  readonly seconds: number;
  readonly speechSeconds: number;
  /** Loudness of the speech, in dB below full scale. */
  readonly speechDb: number;
  readonly noiseDb: number;
  /** Share of samples at full scale. */
  readonly clipped: number;
};

export type Speech = {
  /** The rows (of 10 ms) in which somebody speaks, in order. */
  readonly rows: readonly number[];
  readonly quality: SoundQuality;
};

const FULL_SCALE = 0.999;
const ABOVE_NOISE_DB = 6;
const BELOW_PEAK_DB = 22;
/** A click is shorter, a word longer. */
const SHORTEST_SPEECH_ROWS = 6;
/** A stop inside a word is silent for less than this. */
const LONGEST_STOP_ROWS = 8;
const SILENCE_DB = -120;

/** Finds the speech in samples at 16 kHz by its loudness over the noise of the recording. */
export function speechIn(samples: Float32Array): Speech {
  const loudness = loudnessOf(samples);
  const sorted = loudness.toSorted();
  const noiseDb = sorted[Math.floor(sorted.length * 0.1)] ?? SILENCE_DB;
  const peakDb = sorted[Math.floor(sorted.length * 0.95)] ?? SILENCE_DB;
  const threshold = Math.max(noiseDb + ABOVE_NOISE_DB, peakDb - BELOW_PEAK_DB);
  const rows = withoutClicks([...loudness.keys()].filter((row) => at(loudness, row) > threshold));
  const power = rows.reduce((sum, row) => sum + 10 ** (at(loudness, row) / 10), 0);
  const clipped = samples.reduce((n, sample) => n + Number(Math.abs(sample) >= FULL_SCALE), 0);
  const quality = {
    seconds: samples.length / SAMPLE_RATE_HZ,
    speechSeconds: (rows.length * HOP_SAMPLES) / SAMPLE_RATE_HZ,
    speechDb: rows.length === 0 ? SILENCE_DB : 10 * Math.log10(power / rows.length),
    noiseDb,
    clipped: clipped / Math.max(1, samples.length),
  };
  return { rows, quality };
}

function loudnessOf(samples: Float32Array): Float64Array {
  const loudness = new Float64Array(rowsIn(samples.length));
  for (const row of loudness.keys()) {
    const frame = samples.subarray(row * HOP_SAMPLES, row * HOP_SAMPLES + FRAME_SAMPLES);
    let sum = 0;
    for (const sample of frame) sum += sample * sample;
    loudness[row] = Math.max(SILENCE_DB, 10 * Math.log10(sum / FRAME_SAMPLES + 1e-12));
  }
  return loudness;
}

function withoutClicks(rows: readonly number[]): number[] {
  const stretches: number[][] = [];
  for (const row of rows) {
    const last = stretches.at(-1);
    const end = last?.at(-1);
    if (last === undefined || end === undefined || row - end > LONGEST_STOP_ROWS) {
      stretches.push([row]);
    } else last.push(row);
  }
  return stretches.filter(({ length }) => length >= SHORTEST_SPEECH_ROWS).flat();
}

function at(values: Float64Array, place: number): number {
  return values[place] ?? SILENCE_DB;
}
