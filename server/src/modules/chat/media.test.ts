// An image is what its bytes are, and tells nothing about where it was taken.

import jpegs from 'jpeg-js';
import { describe, expect, test } from 'vitest';
import { readImage } from './media.ts';
import { gif, jpegWith, png, tiffWith, webp } from './testing/pictures.ts';

describe('an image', () => {
  test.each([
    ['JPEG', jpegWith(), 'image/jpeg', 8, 6],
    ['PNG', png(300, 200), 'image/png', 300, 200],
    ['WebP, lossy', webp('VP8 ', 320, 240), 'image/webp', 320, 240],
    ['WebP, lossless', webp('VP8L', 320, 240), 'image/webp', 320, 240],
    ['WebP, extended', webp('VP8X', 320, 240), 'image/webp', 320, 240],
    ['GIF', gif(10, 20), 'image/gif', 10, 20],
  ])('%s is recognised', (_name, bytes, type, width, height) => {
    expect(readImage(bytes)).toMatchObject({ type, width, height });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['words', Buffer.from('<svg onload="alert(1)"></svg>')],
    ['a program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])],
    ['a JPEG that was cut', jpegWith().subarray(0, 60)],
    [
      'a JPEG head before something else',
      Buffer.concat([jpegWith().subarray(0, 4), Buffer.alloc(99)]),
    ],
    ['a PNG that was cut', png(300, 200).subarray(0, 40)],
    ['a PNG that claims to be huge', png(60_000, 60_000)],
    ['a WebP whose chunk is longer than it', webp('VP8X', 10, 10).subarray(0, 32)],
    ['a GIF that does not end', gif(10, 20).subarray(0, -1)],
  ])('%s is none', (_name, bytes) => {
    expect(readImage(bytes)).toBeUndefined();
  });
});

describe('what cameras and programs wrote into it', () => {
  test('is gone from a JPEG, which still shows the same', () => {
    const noted = jpegWith(tiffWith(1, 'GPS 31.2304 N'), 'made by a program');
    const read = readImage(noted)?.bytes ?? Buffer.alloc(0);
    expect(noted.includes('GPS')).toBe(true);
    expect([read.includes('GPS'), read.includes('Exif'), read.includes('program')]).toEqual([
      false,
      false,
      false,
    ]);
    expect(jpegs.decode(read).data).toEqual(jpegs.decode(noted).data);
  });

  test.each([3, 6, 8])('is gone but for how the camera was held: %i', (orientation) => {
    const read = readImage(jpegWith(tiffWith(orientation, 'GPS')))?.bytes ?? Buffer.alloc(0);
    expect([read.includes('Exif'), read.includes('GPS')]).toEqual([true, false]);
    // Read once more, it says the same.
    expect(readImage(read)?.bytes).toEqual(read);
    expect(jpegs.decode(read)).toMatchObject({ width: 8, height: 6 });
  });

  test('is gone from a PNG and a WebP', () => {
    const [noted, webpNoted] = [png(30, 20, 'GPS'), webp('VP8X', 30, 20, 'GPS')];
    expect([noted.includes('GPS'), webpNoted.includes('GPS')]).toEqual([true, true]);
    const read = [noted, webpNoted].map((bytes) => readImage(bytes)?.bytes);
    expect(read.map((bytes) => bytes?.includes('GPS'))).toEqual([false, false]);
    expect(read[1]?.readUInt32LE(4)).toBe((read[1]?.length ?? 0) - 8);
  });

  test('a made-up EXIF does not lead astray', () => {
    const tiffs = [
      Buffer.alloc(0),
      Buffer.from('II*\0\xff\xff\xff\xff', 'latin1'),
      Buffer.alloc(40, 255),
    ];
    for (const tiff of tiffs) expect(readImage(jpegWith(tiff))?.bytes.includes('Exif')).toBe(false);
  });
});
