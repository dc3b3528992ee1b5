// Recordings come as WAV: 16 000 samples a second, one channel, 16 bits (RIFF, Microsoft 1991). All
// else is refused here, before anything is computed from bytes that somebody else has made.

export const SAMPLE_RATE_HZ = 16_000;

/** Longest recording that is looked at, in bytes of the file: twelve seconds. */
export const RECORDING_BYTES_MAX = 12 * SAMPLE_RATE_HZ * 2 + 4_096;

const PCM = 1;
const FULL_SCALE = 32_768;

/** Samples from -1 to 1, or undefined when the bytes are not such a recording. */
export function samplesOf(wav: Uint8Array): Float32Array | undefined {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  if (wav.length > RECORDING_BYTES_MAX || wav.length < 44) return undefined;
  if (textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WAVE') return undefined;
  let isRight = false;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const name = textAt(view, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ') isRight = body + 16 <= view.byteLength && hasRightFormat(view, body);
    if (name === 'data') {
      // Browsers that stream a recording leave its length open: what is there counts.
      const bytes = Math.min(size, view.byteLength - body);
      return isRight && bytes > 0 && bytes % 2 === 0 ? readSamples(view, body, bytes) : undefined;
    }
    at = body + size + (size % 2);
  }
  return undefined;
}

/** Samples from -1 to 1 as the bytes of a WAV file. */
export function wavOf(samples: Float32Array): Uint8Array {
  const wav = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(wav.buffer);
  wav.set(Buffer.from('RIFF____WAVEfmt ', 'latin1'));
  view.setUint32(4, wav.length - 8, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, SAMPLE_RATE_HZ * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  wav.set(Buffer.from('data', 'latin1'), 36);
  view.setUint32(40, samples.length * 2, true);
  for (const [place, sample] of samples.entries()) {
    const level = Math.round(sample * FULL_SCALE);
    view.setInt16(44 + place * 2, Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, level)), true);
  }
  return wav;
}

function hasRightFormat(view: DataView, at: number): boolean {
  return (
    view.getUint16(at, true) === PCM &&
    view.getUint16(at + 2, true) === 1 &&
    view.getUint32(at + 4, true) === SAMPLE_RATE_HZ &&
    view.getUint16(at + 14, true) === 16
  );
}

function textAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((place) => view.getUint8(at + place)));
}

function readSamples(view: DataView, at: number, bytes: number): Float32Array {
  return Float32Array.from(
    { length: bytes / 2 },
    (_, place) => view.getInt16(at + place * 2, true) / FULL_SCALE,
  );
}
