// The arithmetic against signals whose answer is known.

import { describe, expect, test } from 'vitest';
import { CEPSTRA, cepstraOf, rowsIn } from './cepstra.ts';
import { featuresOf, meanOf } from './normalise.ts';
import { speechIn } from './speech.ts';
import { chanceFrom } from './testing/chance.ts';
import { noise, peaking } from './testing/filters.ts';
import { samplesBy } from './testing/voices.ts';
import { printOf, rowsOf } from './voice-print.ts';

const RATE = 16_000;

/** Silence with a hiss, a buzz of some harmonics in the middle. */
function buzz(seconds: { before: number; sound: number }, loud = 0.3, hiss = 1e-4): Float32Array {
  const background = noise(RATE * (seconds.before * 2 + seconds.sound), 0, chanceFrom(1));
  const [from, to] = [RATE * seconds.before, RATE * (seconds.before + seconds.sound)];
  return background.map((air, at) => {
    const isOn = at >= from && at < to;
    const tone = [1, 2, 3, 5, 8].reduce((sum, n) => sum + Math.sin((at * n * 900) / RATE) / n, 0);
    return hiss * air + (isOn ? (loud * tone) / 2 : 0);
  });
}

describe('cepstra', () => {
  test('there is a row for every 10 ms', () => {
    expect([0, 399, 400, 559, 560, 16_000].map(rowsIn)).toEqual([0, 0, 1, 1, 2, 98]);
    const samples = buzz({ before: 0, sound: 1 });
    expect(cepstraOf(samples, [0, 5, 90])).toHaveLength(3 * CEPSTRA);
  });

  test('loudness leaves them as they are', () => {
    const samples = buzz({ before: 0.3, sound: 0.5 });
    const rows = speechIn(samples).rows;
    const quieter = cepstraOf(
      samples.map((sample) => sample / 8),
      rows,
    );
    for (const [place, value] of cepstraOf(samples, rows).entries()) {
      expect(quieter[place]).toBeCloseTo(value, 3);
    }
  });

  test('a steady filter moves every row alike, and the mean takes it out', () => {
    const samples = samplesBy({ person: 3, digits: '3' });
    const rows = speechIn(samples).rows;
    const [plain, coloured] = [samples, peaking(samples, 2_000, 6, 0.5)].map((heard) => {
      const cepstra = cepstraOf(heard, rows);
      const middle = meanOf([cepstra]);
      return {
        raw: featuresOf(
          cepstra,
          middle.map(() => 0),
        ),
        level: featuresOf(cepstra, middle),
      };
    });
    const gap = (a: Iterable<number> = [], b: ArrayLike<number> = []): number =>
      Math.sqrt([...a].reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0));
    const raw = gap(plain?.raw, coloured?.raw);
    expect(gap(plain?.level, coloured?.level)).toBeLessThan(0.8 * raw);
  });

  test('prints keep them to an eighth', () => {
    const rows = cepstraOf(samplesBy({ person: 3, digits: '8' }), [40, 50, 60]);
    for (const [place, value] of rowsOf(printOf(rows)).entries()) {
      expect(Math.abs(value - (rows[place] ?? 0))).toBeLessThanOrEqual(0.125);
    }
    expect(rows).toHaveLength(3 * CEPSTRA);
  });
});

describe('speech', () => {
  test('is found where it is, with its loudness and the noise around it', () => {
    const { rows, quality } = speechIn(buzz({ before: 0.5, sound: 1 }));
    expect(quality.seconds).toBeCloseTo(2, 2);
    expect(quality.speechSeconds).toBeCloseTo(1, 1);
    expect((rows[0] ?? 0) / 100).toBeCloseTo(0.5, 1);
    expect(quality.speechDb).toBeGreaterThan(-20);
    expect(quality.noiseDb).toBeCloseTo(-80, -0.5);
    expect(quality.clipped).toBe(0);
  });

  test('a click is none', () => {
    const samples = buzz({ before: 0.5, sound: 0 });
    samples.fill(0.9, 8_000, 8_300);
    expect(speechIn(samples).rows).toEqual([]);
  });

  test('what is louder than the converter can say is counted', () => {
    const samples = buzz({ before: 0.2, sound: 0.6 }, 4).map((x) => Math.max(-1, Math.min(1, x)));
    expect(speechIn(samples).quality.clipped).toBeGreaterThan(0.2);
  });

  test('silence and nothing at all are no speech', () => {
    expect(speechIn(new Float32Array(16_000)).rows).toEqual([]);
    expect(speechIn(new Float32Array(0)).quality.speechSeconds).toBe(0);
  });
});
