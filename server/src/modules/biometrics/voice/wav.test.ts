// Only the one format is listened to; whatever else somebody sends is no recording.

import { describe, expect, test } from 'vitest';
import { RECORDING_BYTES_MAX, samplesOf, wavOf } from './wav.ts';

const tone = Float32Array.from({ length: 1_600 }, (_, at) => 0.5 * Math.sin(at / 5));

/** A good file with some bytes changed. */
function changed(...changes: readonly (readonly [number, number])[]): Uint8Array {
  const wav = wavOf(tone);
  for (const [at, value] of changes) wav[at] = value;
  return wav;
}

describe('a recording', () => {
  test('comes back from its own file, to the last bit', () => {
    const samples = samplesOf(wavOf(tone)) ?? new Float32Array(0);
    expect(samples).toHaveLength(tone.length);
    expect(wavOf(samples)).toEqual(wavOf(tone));
  });

  test('is read past chunks nobody knows, and when its length was left open', () => {
    const wav = wavOf(tone);
    const list = Uint8Array.from([...Buffer.from('LIST'), 3, 0, 0, 0, 1, 2, 3, 0]);
    const longer = Uint8Array.from([...wav.slice(0, 36), ...list, ...wav.slice(36)]);
    expect(samplesOf(longer)).toEqual(samplesOf(wav));
    const open = changed([40, 255], [41, 255], [42, 255], [43, 255]);
    expect(samplesOf(open)).toEqual(samplesOf(wav));
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['only a header', wavOf(tone).slice(0, 44)],
    ['cut within the header', wavOf(tone).slice(0, 30)],
    ['not RIFF', changed([0, 0])],
    ['compressed', changed([20, 6])],
    ['two channels', changed([22, 2])],
    ['8 kHz', changed([24, 64], [25, 31])],
    ['8 bits', changed([34, 8])],
    ['half a sample', wavOf(tone).slice(0, -1)],
    ['longer than anybody speaks', wavOf(new Float32Array(RECORDING_BYTES_MAX / 2))],
  ])('is none: %s', (_name, bytes) => {
    expect(samplesOf(bytes)).toBeUndefined();
  });
});
