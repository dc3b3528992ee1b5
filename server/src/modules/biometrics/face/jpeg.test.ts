// What is let in as a picture: the size is read before anything is unfolded.

import { expect, test } from 'vitest';
import { checkFrames, framesOf } from './frames.ts';
import { isUsableJpeg, jpegSize } from './jpeg.ts';
import { jpegOf, paced } from './testing/act.ts';

const blank = (width: number, height: number): Uint8Array =>
  jpegOf({ width, height, pixels: new Uint8Array(width * height * 3) });

/** Says it is larger than it is, as a bomb would. */
function claiming(width: number, height: number): Uint8Array {
  const bytes = blank(240, 320);
  const at = bytes.findIndex((byte, index) => byte === 0xff && bytes[index + 1] === 0xc0);
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(at + 5, height);
  new DataView(bytes.buffer, bytes.byteOffset).setUint16(at + 7, width);
  return bytes;
}

test('the size is in the header', () => {
  expect(jpegSize(blank(240, 320))).toEqual({ width: 240, height: 320 });
  expect(jpegSize(claiming(60_000, 60_000))).toEqual({ width: 60_000, height: 60_000 });
});

test.each<[string, Uint8Array, boolean]>([
  ['a picture of a camera', blank(480, 640), true],
  ['too small a picture', blank(239, 320), false],
  ['a picture that unfolds into a large one', claiming(60_000, 60_000), false],
  ['a picture one pixel too wide', claiming(1_025, 640), false],
  ['too many bytes', Buffer.concat([blank(480, 640), Buffer.alloc(90_001)]), false],
  ['a header cut off', blank(480, 640).subarray(0, 30), false],
  ['a PNG', Buffer.from('iVBORw0KGgoAAAANSUhEUg==', 'base64'), false],
  ['nothing', new Uint8Array(), false],
])('%s', (_, bytes, usable) => {
  expect(isUsableJpeg(bytes)).toBe(usable);
});

test('an answer has four to eight frames', () => {
  const frames = (count: number) => paced(Array.from({ length: count }, () => blank(240, 320)));
  for (const count of [4, 8]) expect(() => checkFrames(frames(count))).not.toThrow();
  for (const count of [0, 3, 9]) expect(() => checkFrames(frames(count))).toThrow();
});

test('frames arrive in base64', () => {
  const jpeg = Buffer.from(blank(240, 320)).toString('base64');
  const sent = [0, 1, 2, 3].map((at_ms) => ({ at_ms, jpeg }));
  expect(framesOf(sent)[3]).toMatchObject({ atMs: 3 });
  expect(() => framesOf(sent.map((frame) => ({ ...frame, jpeg: 'AAAA' })))).toThrow();
});
