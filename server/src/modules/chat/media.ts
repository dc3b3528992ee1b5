// What an image is, by its own bytes and never by what somebody says of it: its type, its size, and
// nothing about where, when and by what it was taken.

export type ImageType = 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';

export type Image = {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  /** The image without the notes that cameras and programs leave in it. */
  readonly bytes: Buffer;
};

/** More than any phone takes; a small file may claim to be a huge picture. */
const PIXELS_MAX = 60_000_000;

/** Reads an image; undefined for what is none of the four types, or cut off, or far too large. */
export function readImage(bytes: Buffer): Image | undefined {
  const image = readJpeg(bytes) ?? readPng(bytes) ?? readWebp(bytes) ?? readGif(bytes);
  const pixels = image === undefined ? 0 : image.width * image.height;
  return pixels > 0 && pixels <= PIXELS_MAX ? image : undefined;
}

/** JPEG: segments up to the scan. Of the notes only how the camera was held is kept. */
function readJpeg(bytes: Buffer): Image | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    const marker = bytes.readUInt16BE(at);
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker < 0xffc0 || end > bytes.length || end < at + 4) return undefined;
    if (marker === 0xffda) {
      return (
        size && { type: 'image/jpeg', ...size, bytes: Buffer.concat([...kept, bytes.subarray(at)]) }
      );
    }
    const segment = bytes.subarray(at, end);
    if (isFrame(marker) && segment.length >= 9) {
      size = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
    }
    if (marker === 0xffe1) kept.push(...orientationIn(segment));
    else if (!isNote(marker)) kept.push(segment);
    at = end;
  }
  return undefined;
}

/** Start of frame, but not the tables that lie between those numbers. */
function isFrame(marker: number): boolean {
  return marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
}

/** Application segments and comments; 0: JFIF, 2: the colour profile, 14: how colours are coded. */
function isNote(marker: number): boolean {
  const isApplication = marker >= 0xffe0 && marker <= 0xffef;
  return (isApplication && ![0xffe0, 0xffe2, 0xffee].includes(marker)) || marker === 0xfffe;
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const TAG_ORIENTATION = 0x0112;

/** A segment that says how the camera was held and nothing else; none when it was held upright. */
function orientationIn(segment: Buffer): Buffer[] {
  const orientation = orientationOf(segment.subarray(4));
  if (orientation < 2 || orientation > 8) return [];
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(TAG_ORIENTATION, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(2 + EXIF.length + tiff.length, 2);
  return [Buffer.concat([head, EXIF, tiff])];
}

/** EXIF 2.3, section 4.6: the first directory of a TIFF behind `Exif`; 0 when it says nothing. */
function orientationOf(exif: Buffer): number {
  if (!exif.subarray(0, EXIF.length).equals(EXIF)) return 0;
  const tiff = exif.subarray(EXIF.length);
  if (tiff.length < 10) return 0;
  const isLittle = tiff.readUInt16BE(0) === 0x4949;
  const u16 = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const first = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  if (first + 2 > tiff.length) return 0;
  for (let index = 0, count = u16(first); index < count; index++) {
    const at = first + 2 + index * 12;
    if (at + 12 > tiff.length) return 0;
    if (u16(at) === TAG_ORIENTATION) return u16(at + 8);
  }
  return 0;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_NOTES = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME']);

function readPng(bytes: Buffer): Image | undefined {
  if (bytes.length < 33 || !bytes.subarray(0, 8).equals(PNG)) return undefined;
  const kept: Buffer[] = [PNG];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length || (at === 8 && kind !== 'IHDR')) return undefined;
    if (!PNG_NOTES.has(kind)) kept.push(bytes.subarray(at, end));
    if (kind === 'IEND') {
      const size = { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
      return { type: 'image/png', ...size, bytes: Buffer.concat(kept) };
    }
    at = end;
  }
  return undefined;
}

const WEBP_NOTES = new Set(['EXIF', 'XMP ']);
const WEBP_NOTE_FLAGS = 0x08 | 0x04;

function readWebp(bytes: Buffer): Image | undefined {
  const isWebp =
    bytes.length >= 30 &&
    bytes.toString('latin1', 0, 4) === 'RIFF' &&
    bytes.toString('latin1', 8, 12) === 'WEBP';
  if (!isWebp) return undefined;
  const kept: Buffer[] = [];
  let size: { width: number; height: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const kind = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > bytes.length) return undefined;
    const chunk = Buffer.from(bytes.subarray(at, end));
    size ??= webpSize(kind, chunk);
    if (kind === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~WEBP_NOTE_FLAGS;
    if (!WEBP_NOTES.has(kind)) kept.push(chunk);
    at = end;
  }
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept]);
  const head = Buffer.alloc(8);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return size && { type: 'image/webp', ...size, bytes: Buffer.concat([head, body]) };
}

/** The three kinds of first chunk: lossy, lossless, extended. */
function webpSize(kind: string, chunk: Buffer): { width: number; height: number } | undefined {
  if (kind === 'VP8X' && chunk.length >= 18) {
    return { width: 1 + chunk.readUIntLE(12, 3), height: 1 + chunk.readUIntLE(15, 3) };
  }
  if (kind === 'VP8 ' && chunk.length >= 18) {
    return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff };
  }
  if (kind === 'VP8L' && chunk.length >= 13) {
    const bits = chunk.readUInt32LE(9);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return undefined;
}

function readGif(bytes: Buffer): Image | undefined {
  const isGif = bytes.length > 13 && ['GIF87a', 'GIF89a'].includes(bytes.toString('latin1', 0, 6));
  if (!isGif || bytes.at(-1) !== 0x3b) return undefined;
  const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  return { type: 'image/gif', ...size, bytes };
}
