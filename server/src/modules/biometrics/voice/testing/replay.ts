// A recording played again: through the attacker's microphone, a loudspeaker and another room.

import { chanceFrom } from './chance.ts';
import type { Said } from './speak.ts';
import { cut, noise, peaking, strength } from './filters.ts';

export type Replay = {
  readonly seed: number;
  readonly signalToNoiseDb?: number;
  /** How much faster the other clock runs. */
  readonly speed?: number;
};

/** The samples as they come out of a small loudspeaker, heard by another microphone. */
export function replayed(samples: Float32Array, replay: Replay): Float32Array {
  const chance = chanceFrom(replay.seed * 977 + 3);
  const faster = resampled(samples, replay.speed ?? 1 + chance.between(-0.001, 0.001));
  const loudspeaker = cut(cut(faster, 'below', chance.between(120, 300)), 'above', 6_800);
  const coloured = peaking(loudspeaker, chance.between(700, 3_500), chance.between(-6, 6));
  const echoed = echo(coloured, chance.between(3, 25), chance.between(0.05, 0.25));
  const level = strength(echoed) * 10 ** (-(replay.signalToNoiseDb ?? chance.between(18, 35)) / 20);
  const hum = noise(echoed.length, chance.between(0, 0.9), chance);
  const gain = chance.between(0.4, 1.2);
  return echoed.map((sample, place) =>
    Math.max(-1, Math.min(1, gain * (sample + level * (hum[place] ?? 0)))),
  );
}

/** A recording cut into its digits and put together again in another order: `digits` of `said`. */
export function spliced(said: readonly Said[], saidDigits: readonly string[], digits: string) {
  const margin = 320;
  const pieces = [...digits].map((digit, place) => {
    const source =
      (place % said.length) + (saidDigits[place % said.length]?.includes(digit) ? 0 : 1);
    const from = said[source % said.length];
    const at = saidDigits[source % said.length]?.indexOf(digit) ?? 0;
    const [start = 0, end = 0] = from?.digits[at] ?? [];
    return from?.samples.slice(Math.max(0, start - margin), end + margin) ?? new Float32Array(0);
  });
  const pause = new Float32Array(1_600);
  const parts = [pause, pause, ...pieces.flatMap((piece) => [piece, pause]), pause];
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function resampled(samples: Float32Array, speed: number): Float32Array {
  return Float32Array.from({ length: Math.floor(samples.length / speed) }, (_, place) => {
    const at = place * speed;
    const low = Math.floor(at);
    const from = samples[low] ?? 0;
    return from + ((samples[low + 1] ?? from) - from) * (at - low);
  });
}

function echo(samples: Float32Array, ms: number, loud: number): Float32Array {
  const delay = Math.round(ms * 16);
  return samples.map((sample, place) => sample + loud * (samples[place - delay] ?? 0));
}
