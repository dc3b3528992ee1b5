// Who speaks: a made-up person is a mouth, a larynx and habits; a session is the day's voice, the
// telephone and the room. Both follow from a seed.

import { chanceFrom } from './chance.ts';

export type Speaker = {
  readonly seed: number;
  /** Scale of each of five resonances; a short vocal tract has them all higher. */
  readonly formantScales: readonly number[];
  /** Own way of saying a phone: relative shift of three resonances, by digit and place. */
  readonly accent: (digit: number, place: number) => readonly number[];
  readonly pitchHz: number;
  readonly pitchRange: number;
  readonly jitter: number;
  readonly shimmer: number;
  readonly breath: number;
  /** How long the glottis is open in each period. */
  readonly openQuotient: number;
  readonly bandwidthScale: number;
  readonly hissScale: number;
  readonly tempo: number;
};

export type Session = {
  /** Loudness of the speech before the converter, 1 is full scale. */
  readonly peak: number;
  readonly signalToNoiseDb: number;
  /** 0: white noise; towards 1: low rumble. */
  readonly noiseColour: number;
  /** What microphone and telephone do: tilt in dB from low to high, and one peak. */
  readonly tiltDb: number;
  readonly peakHz: number;
  readonly peakDb: number;
  readonly tempo: number;
  readonly pitch: number;
  /** How much this day's mouth differs from the usual one. */
  readonly formantDrift: readonly number[];
  readonly gapMs: readonly [number, number];
};

/** A person who speaks like nobody else; about half are women. */
export function speakerFrom(seed: number): Speaker {
  const chance = chanceFrom(seed * 7_919 + 11);
  const female = chance.below(2) === 1;
  const tract = (female ? 1.14 : 0.98) * (1 + 0.05 * chance.normal());
  return {
    seed,
    formantScales: Array.from({ length: 5 }, () => tract * (1 + 0.035 * chance.normal())),
    accent: (digit, place) => {
      const own = chanceFrom(seed * 10_007 + digit * 101 + place);
      return [0.05, 0.045, 0.04].map((spread) => 1 + spread * own.normal());
    },
    pitchHz: (female ? 205 : 118) * (1 + 0.12 * chance.normal()),
    pitchRange: chance.between(0.6, 1.3),
    jitter: chance.between(0.004, 0.015),
    shimmer: chance.between(0.02, 0.08),
    breath: chance.between(0.5, 2.5),
    openQuotient: chance.between(0.45, 0.75),
    bandwidthScale: chance.between(0.8, 1.5),
    hissScale: chance.between(0.85, 1.15),
    tempo: chance.between(0.85, 1.2),
  };
}

/** A day, a telephone and a room; `more` sets what a test is about. */
export function sessionFrom(seed: number, more: Partial<Session> = {}): Session {
  const chance = chanceFrom(seed * 6_007 + 5);
  return {
    peak: chance.between(0.15, 0.7),
    signalToNoiseDb: chance.between(24, 40),
    noiseColour: chance.between(0, 0.95),
    tiltDb: 3 * chance.normal(),
    peakHz: chance.between(400, 4_000),
    peakDb: 3 * chance.normal(),
    tempo: chance.between(0.92, 1.1),
    pitch: 1 + 0.05 * chance.normal(),
    formantDrift: Array.from({ length: 5 }, () => 1 + 0.012 * chance.normal()),
    gapMs: [70, 260],
    ...more,
  };
}
