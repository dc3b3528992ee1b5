// What the microphone heard keeps its pitch and its loudness on the way to 16 kHz, and what could
// not be said there does not come back as another tone.

import { describe, expect, test } from 'vitest';

import { resampled, SAMPLE_RATE_HZ, wavOf } from './sound.ts';

function tone(hz: number, rateHz: number, seconds = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(rateHz * seconds) },
    (_, place) => 0.5 * Math.sin((2 * Math.PI * hz * place) / rateHz),
  );
}

/** How loud one frequency is (Goertzel 1958), 0.5 for the tones above. */
function strengthAt(samples: Float32Array, hz: number): number {
  const inner = samples.subarray(800, -800);
  let [cosine, sine] = [0, 0];
  for (const [place, sample] of inner.entries()) {
    const turn = (2 * Math.PI * hz * place) / SAMPLE_RATE_HZ;
    cosine += sample * Math.cos(turn);
    sine += sample * Math.sin(turn);
  }
  return (2 * Math.hypot(cosine, sine)) / inner.length;
}

describe.each([48_000, 44_100, 96_000, 8_000])('from %i samples a second', (rateHz) => {
  test('the length is right', () => {
    expect(resampled(tone(440, rateHz), rateHz).length).toBe(8_000);
  });

  test('a voice keeps its pitch and loudness', () => {
    for (const hz of [150, 1_000, 3_000]) {
      expect(strengthAt(resampled(tone(hz, rateHz), rateHz), hz)).toBeCloseTo(0.5, 1);
    }
  });
});

test('what is too high for 16 kHz is not heard as something else', () => {
  const high = resampled(tone(11_000, 48_000), 48_000);
  expect(strengthAt(high, 5_000)).toBeLessThan(0.005);
});

test('a WAV file says what it is', () => {
  const wav = wavOf(Float32Array.of(0, 1, -1, 2, 0.5));
  const view = new DataView(wav.buffer);
  expect(new TextDecoder().decode(wav.subarray(0, 4))).toBe('RIFF');
  expect(new TextDecoder().decode(wav.subarray(8, 16))).toBe('WAVEfmt ');
  expect(view.getUint32(24, true)).toBe(16_000);
  expect(view.getUint16(22, true)).toBe(1);
  expect(view.getUint32(40, true)).toBe(10);
  const levels = Array.from({ length: 5 }, (_, place) => view.getInt16(44 + place * 2, true));
  expect(levels).toEqual([0, 32_767, -32_767, 32_767, 16_384]);
});
