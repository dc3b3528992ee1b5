// Sound as the bank wants it: from what a microphone gives to 16 000 samples a second, and to the
// bytes of a WAV file with one channel of 16 bits.

export const SAMPLE_RATE_HZ = 16_000;

/** How many crossings of zero the filter reaches to each side. */
const REACH = 16;

/** How much of the band below half the new rate is kept: the rest is where the filter falls off. */
const KEPT_BAND = 0.92;

/** Samples at another rate as samples at 16 kHz; what cannot be said at 16 kHz is filtered out. */
export function resampled(samples: Float32Array, fromHz: number): Float32Array {
  if (fromHz === SAMPLE_RATE_HZ) return samples;
  const step = fromHz / SAMPLE_RATE_HZ;
  const cutoff = Math.min(1, 1 / step) * KEPT_BAND;
  const reach = REACH / cutoff;
  const result = new Float32Array(Math.floor(samples.length / step));
  for (const place of result.keys()) {
    const centre = place * step;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    for (let at = first; at <= last; at++) {
      const distance = at - centre;
      sum += (samples[at] ?? 0) * sinc(distance * cutoff) * window(distance / reach);
    }
    result[place] = sum * cutoff;
  }
  return result;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Hann's window over -1 to 1. */
function window(x: number): number {
  return 0.5 + 0.5 * Math.cos(Math.PI * x);
}

const HEAD_BYTES = 44;
const FULL_SCALE = 32_767;

/** Samples from -1 to 1 at 16 kHz as a WAV file (RIFF, Microsoft 1991). */
export function wavOf(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD_BYTES + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const write = (at: number, text: string): void => bytes.set(new TextEncoder().encode(text), at);
  write(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (const [place, sample] of samples.entries()) {
    const level = Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);
    view.setInt16(HEAD_BYTES + place * 2, level, true);
  }
  return bytes;
}
