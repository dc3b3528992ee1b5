// The few filters a voice, a room and a telephone are made of.

import type { Chance } from './chance.ts';

export const RATE_HZ = 16_000;

/** A resonance: y = a x + b y' + c y'', with unit gain at 0 Hz. */
export type Resonator = { a: number; b: number; c: number; past1: number; past2: number };

/** A resonator that lets everything through until it is tuned. */
export function resonator(): Resonator {
  return { a: 1, b: 0, c: 0, past1: 0, past2: 0 };
}

/** Tunes a resonator without losing what rings in it. */
export function tune(filter: Resonator, hz: number, widthHz: number): void {
  filter.c = -Math.exp((-2 * Math.PI * widthHz) / RATE_HZ);
  filter.b = 2 * Math.exp((-Math.PI * widthHz) / RATE_HZ) * Math.cos((2 * Math.PI * hz) / RATE_HZ);
  filter.a = 1 - filter.b - filter.c;
}

/** Tunes a resonator so that its loudest frequency, not 0 Hz, has unit gain. */
export function tuneLoudest(filter: Resonator, hz: number, widthHz: number): void {
  tune(filter, hz, widthHz);
  const ring = Math.exp((-Math.PI * widthHz) / RATE_HZ);
  const twice = (4 * Math.PI * hz) / RATE_HZ;
  filter.a = (1 - ring) * Math.sqrt(1 - 2 * ring * Math.cos(twice) + ring * ring);
}

/** The next sample out of a resonator. */
export function through(filter: Resonator, sample: number): number {
  const out = filter.a * sample + filter.b * filter.past1 + filter.c * filter.past2;
  filter.past2 = filter.past1;
  filter.past1 = out;
  return out;
}

/** Raises or lowers one region of frequencies (RBJ peaking filter). */
export function peaking(samples: Float32Array, hz: number, gainDb: number, q = 1): Float32Array {
  const amplitude = 10 ** (gainDb / 40);
  const turn = (2 * Math.PI * hz) / RATE_HZ;
  const alpha = Math.sin(turn) / (2 * q);
  const top = [1 + alpha * amplitude, -2 * Math.cos(turn), 1 - alpha * amplitude];
  const bottom = [1 + alpha / amplitude, -2 * Math.cos(turn), 1 - alpha / amplitude];
  return biquad(samples, top, bottom);
}

/** Cuts what is below (or above) a frequency, 12 dB an octave. */
export function cut(samples: Float32Array, side: 'below' | 'above', hz: number): Float32Array {
  const turn = (2 * Math.PI * hz) / RATE_HZ;
  const alpha = Math.sin(turn) / Math.SQRT2;
  const cosine = Math.cos(turn);
  const half = side === 'below' ? (1 + cosine) / 2 : (1 - cosine) / 2;
  const top = [half, side === 'below' ? -2 * half : 2 * half, half];
  return biquad(samples, top, [1 + alpha, -2 * cosine, 1 - alpha]);
}

function biquad(
  samples: Float32Array,
  [top0 = 0, top1 = 0, top2 = 0]: readonly number[],
  [bottom0 = 1, bottom1 = 0, bottom2 = 0]: readonly number[],
): Float32Array {
  const out = new Float32Array(samples.length);
  let [in1, in2, out1, out2] = [0, 0, 0, 0];
  for (const [place, sample] of samples.entries()) {
    const next =
      (top0 * sample + top1 * in1 + top2 * in2 - bottom1 * out1 - bottom2 * out2) / bottom0;
    [in2, in1, out2, out1] = [in1, sample, out1, next];
    out[place] = next;
  }
  return out;
}

/** Noise of unit strength: white, or with more rumble the nearer the colour is to one. */
export function noise(length: number, colour: number, chance: Chance): Float32Array {
  const out = new Float32Array(length);
  const scale = Math.sqrt(1 - colour * colour);
  let last = 0;
  for (let place = 0; place < length; place++) {
    last = colour * last + scale * chance.normal();
    out[place] = last;
  }
  return out;
}

/** The strength (root mean square) of a signal. */
export function strength(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}
