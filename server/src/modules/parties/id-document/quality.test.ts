// What is called unreadable, and in which words the person is told.
//
// On specimens drawn by the sandbox (1 600 px, printed in 56 to 72 px) and read by its reader, with
// three box blurs of radius r: sharpness 0.85 (r 0), 0.47 (1), 0.36 (2), 0.28 (3), 0.22 (4), all
// numbers and all but one name read; 0.18 (5), 0.14 (6): names lost; 0.10 (8): numbers wrong.

import { expect, test } from 'vitest';
import { cardPixels, type Wish } from './testing/card-picture.ts';
import { faultInHeader } from './picture.ts';
import { cardJpeg } from './testing/card-picture.ts';
import { faultOf, lumaOf, measure } from './quality.ts';

test.each<[string, Wish, string | undefined]>([
  ['a good picture', {}, undefined],
  ['a large one', { width: 2_400, height: 1_500 }, undefined],
  ['a small one', { width: 600, height: 380 }, undefined],
  ['a little soft', { blurPx: 1 }, undefined],
  ['in dim light', { light: 0.5 }, undefined],
  ['under a lamp', { haze: 100 }, undefined],
  ['blurred', { blurPx: 6 }, 'parties.picture_blurred'],
  ['very blurred', { blurPx: 20 }, 'parties.picture_blurred'],
  ['in the dark', { light: 0.2 }, 'parties.picture_too_dark'],
  ['in no light', { light: 0 }, 'parties.picture_too_dark'],
  ['washed out', { haze: 200 }, 'parties.picture_too_bright'],
  ['of nothing but light', { haze: 255 }, 'parties.picture_too_bright'],
])('a picture: %s', (_, wish, fault) => {
  expect(faultOf(measure(lumaOf(cardPixels(wish))))).toBe(fault);
});

const jpeg = cardJpeg();
/** The same file, saying another size in its header. */
function sayingSize(width: number, height: number): Uint8Array {
  const bytes = Uint8Array.from(jpeg);
  const at = Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xc0]));
  new DataView(bytes.buffer).setUint16(at + 5, height);
  new DataView(bytes.buffer).setUint16(at + 7, width);
  return bytes;
}
/** The same file with a row of empty scans before its own. */
function withScans(count: number): Uint8Array {
  const scans = Array.from({ length: count }, () => [0xff, 0xda, 0x00, 0x02]).flat();
  return Uint8Array.from([...jpeg.subarray(0, -2), ...scans, 0xff, 0xd9]);
}

test.each<[string, Uint8Array, string | undefined]>([
  ['a JPEG', jpeg, undefined],
  ['no byte', new Uint8Array(0), 'parties.picture_not_jpeg'],
  [
    'a PNG',
    Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d', 'hex')),
    'parties.picture_not_jpeg',
  ],
  ['a web page', Uint8Array.from(Buffer.from('<html>'.repeat(200))), 'parties.picture_not_jpeg'],
  ['a JPEG that ends in its header', jpeg.slice(0, 40), 'parties.picture_not_jpeg'],
  ['a bomb of 4 giga pixels', sayingSize(65_500, 65_500), 'parties.picture_too_large'],
  ['a bomb in a narrow strip', sayingSize(65_500, 400), 'parties.picture_too_large'],
  ['one without pixels', sayingSize(0, 0), 'parties.picture_too_small'],
  ['one as small as a stamp', cardJpeg({ width: 320, height: 200 }), 'parties.picture_too_small'],
  ['one with a thousand passes', withScans(1_000), 'parties.picture_not_jpeg'],
  ['one of too many bytes', new Uint8Array(1_500_001), 'parties.picture_too_large'],
])('a file: %s', (_, bytes, fault) => {
  expect(faultInHeader(bytes)).toBe(fault);
});
