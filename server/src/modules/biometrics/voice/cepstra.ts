// What an ear keeps of a sound: mel-frequency cepstra (Davis and Mermelstein 1980), one row for
// every 10 ms. The spectrum's slow shape tells what is said and by whom; pitch is left out.

import FFT from 'fft.js';
import { SAMPLE_RATE_HZ } from './wav.ts';

/** Coefficients of one row: c1 to c12. Loudness (c0) is no part of a voice. */
export const CEPSTRA = 12;

export const FRAME_SAMPLES = 400;
export const HOP_SAMPLES = 160;

const FFT_SIZE = 512;
const MEL_BANDS = 26;
const LOWEST_HZ = 100;
const HIGHEST_HZ = 7_400;
const PRE_EMPHASIS = 0.97;
const QUIETEST = 1e-10;
/** The floor as a share of the mean power of the speech: measured, see `npm run measure:voice`. */
const FLOOR_SHARE = 0.08;

/** Rows one after another in one array: cheap to hand to a thread, to seal and to compare. */
export type Rows = Float32Array;

const fft = new FFT(FFT_SIZE);
const bell = Float64Array.from(
  { length: FRAME_SAMPLES },
  (_, place) => 0.54 - 0.46 * Math.cos((2 * Math.PI * place) / (FRAME_SAMPLES - 1)),
);
const bands = melBands();
const cosines = Array.from({ length: CEPSTRA }, (_, row) =>
  Float64Array.from({ length: MEL_BANDS }, (_value, band) =>
    Math.cos((Math.PI * (row + 1) * (band + 0.5)) / MEL_BANDS),
  ),
);

/** How many rows so many samples give. */
export function rowsIn(samples: number): number {
  return Math.max(0, Math.floor((samples - FRAME_SAMPLES) / HOP_SAMPLES) + 1);
}

/** Power in each band of each row: `rowsIn(samples.length)` rows of `MEL_BANDS` values. */
function bandPowersOf(samples: Float32Array): Float32Array {
  const count = rowsIn(samples.length);
  const powers = new Float32Array(count * MEL_BANDS);
  const frame = Array.from({ length: FFT_SIZE }, () => 0);
  const spectrum = fft.createComplexArray() as number[];
  for (let row = 0; row < count; row++) {
    const start = row * HOP_SAMPLES;
    for (let place = 0; place < FRAME_SAMPLES; place++) {
      const before = samples[start + place - 1] ?? 0;
      const raised = (samples[start + place] ?? 0) - PRE_EMPHASIS * before;
      frame[place] = raised * (bell[place] ?? 0);
    }
    fft.realTransform(spectrum, frame);
    measureBands(spectrum, powers.subarray(row * MEL_BANDS, (row + 1) * MEL_BANDS));
  }
  return powers;
}

/**
 * The cepstra of the rows in which somebody speaks. What the room adds is taken off, and what is
 * far below the voice is levelled to one floor, or noise between the harmonics would be heard as
 * another voice.
 */
export function cepstraOf(samples: Float32Array, speechRows: readonly number[]): Rows {
  const powers = bandPowersOf(samples);
  const floor = levelSpeech(powers, speechRows);
  const rows = new Float32Array(speechRows.length * CEPSTRA);
  const loudness = new Float64Array(MEL_BANDS);
  for (const [to, row] of speechRows.entries()) {
    for (let band = 0; band < MEL_BANDS; band++) {
      loudness[band] = Math.log((powers[row * MEL_BANDS + band] ?? 0) + floor);
    }
    for (const [index, wave] of cosines.entries()) {
      let sum = 0;
      for (let band = 0; band < MEL_BANDS; band++) sum += (wave[band] ?? 0) * (loudness[band] ?? 0);
      rows[to * CEPSTRA + index] = sum * Math.sqrt(2 / MEL_BANDS);
    }
  }
  return rows;
}

/** Takes the noise off the speech, in place, and gives the floor for what is left. */
function levelSpeech(powers: Float32Array, speechRows: readonly number[]): number {
  const speaking = new Set(speechRows);
  const quiet = [...Array(powers.length / MEL_BANDS).keys()].filter((row) => !speaking.has(row));
  let total = 0;
  for (let band = 0; band < MEL_BANDS; band++) {
    const sum = quiet.reduce((part, row) => part + (powers[row * MEL_BANDS + band] ?? 0), 0);
    const noise = sum / Math.max(1, quiet.length);
    for (const row of speechRows) {
      const place = row * MEL_BANDS + band;
      powers[place] = Math.max(0, (powers[place] ?? 0) - noise);
      total += powers[place] ?? 0;
    }
  }
  return (FLOOR_SHARE * total) / Math.max(1, speechRows.length * MEL_BANDS) + QUIETEST;
}

function measureBands(spectrum: readonly number[], powers: Float32Array): void {
  for (const [index, { first, weights }] of bands.entries()) {
    let power = 0;
    for (const [place, weight] of weights.entries()) {
      const real = spectrum[2 * (first + place)] ?? 0;
      const imaginary = spectrum[2 * (first + place) + 1] ?? 0;
      power += weight * (real * real + imaginary * imaginary);
    }
    powers[index] = power;
  }
}

/** Triangles of equal width on the mel scale, as weights of the spectrum's lines. */
function melBands(): { readonly first: number; readonly weights: readonly number[] }[] {
  const low = melOf(LOWEST_HZ);
  const width = (melOf(HIGHEST_HZ) - low) / (MEL_BANDS + 1);
  const lineHz = SAMPLE_RATE_HZ / FFT_SIZE;
  return Array.from({ length: MEL_BANDS }, (_, band) => {
    const middle = low + (band + 1) * width;
    const lines = Array.from({ length: FFT_SIZE / 2 }, (_line, line) => ({
      line,
      weight: 1 - Math.abs(melOf(line * lineHz) - middle) / width,
    })).filter(({ weight }) => weight > 0);
    return { first: lines[0]?.line ?? 0, weights: lines.map(({ weight }) => weight) };
  });
}

function melOf(hz: number): number {
  return 2_595 * Math.log10(1 + hz / 700);
}
