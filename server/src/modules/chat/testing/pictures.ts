// Small pictures for tests, with notes in them as cameras and programs write them.

import { crc32, deflateSync } from 'node:zlib';
import jpegs from 'jpeg-js';

/** A JPEG of 8 x 6 with an EXIF segment and a comment. */
export function jpegWith(tiff?: Buffer, comment?: string): Buffer {
  const data = Buffer.alloc(8 * 6 * 4, 0x80);
  const plain = jpegs.encode({ data, width: 8, height: 6 }, 90).data;
  const notes = [
    ...(tiff === undefined ? [] : [segment(0xffe1, Buffer.concat([EXIF, tiff]))]),
    ...(comment === undefined ? [] : [segment(0xfffe, Buffer.from(comment))]),
  ];
  return Buffer.concat([plain.subarray(0, 2), ...notes, plain.subarray(2)]);
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');

/** A directory with an orientation, in the order of bytes of phones, and words behind it. */
export function tiffWith(orientation: number, words: string): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  return Buffer.concat([tiff, Buffer.from(words)]);
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(marker, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** A grey PNG, or one that only claims its size. */
export function png(width: number, height: number, words?: string): Buffer {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', size),
    ...(words === undefined ? [] : [chunk('tEXt', Buffer.from(`Comment\0${words}`))]),
    chunk('IDAT', deflateSync(Buffer.alloc(64))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The head of a WebP of one of its three kinds. */
export function webp(kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number, words = '') {
  const first = Buffer.alloc(18);
  if (kind === 'VP8X') {
    first.writeUIntLE(width - 1, 4, 3);
    first.writeUIntLE(height - 1, 7, 3);
  }
  if (kind === 'VP8 ') {
    first.writeUInt16LE(width, 6);
    first.writeUInt16LE(height, 8);
  }
  if (kind === 'VP8L') first.writeUInt32LE(((height - 1) << 14) | (width - 1), 1);
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    riff(kind, first),
    ...(words === '' ? [] : [riff('EXIF', Buffer.from(words))]),
  ]);
  return riff('RIFF', body);
}

function riff(kind: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(kind, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** The head and the end of a GIF. */
export function gif(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.write('GIF89a', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return Buffer.concat([head, Buffer.from([0x2c, 0x3b])]);
}
