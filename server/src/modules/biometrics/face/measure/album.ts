// The only labelled faces at hand: a screenshot in the face library's package with one man on many
// photos, and many other people. It is read where it lies and never copied.

import type { Picture } from '../jpeg.ts';
import { pictureOf } from '../testing/portraits.ts';
import { sampled } from '../testing/warp.ts';

const ALBUM = { left: 2, top: 283, stepX: 106.35, stepY: 112.4, side: 104, columns: 18, rows: 6 };
const SCALE = 1.6;
const FRAME = { width: 480, height: 640 };

/** Row and column of photos that may show the man of the first row, or nobody clearly. */
const UNCLEAR = new Set(
  '1-0 1-1 1-2 1-3 1-4 1-5 1-8 1-13 1-15 1-16 2-0 2-4 2-5 2-6 2-7 2-12'.split(' '),
);

export type Album = {
  /** Photos of one man over years, with hats and face paint left in. */
  readonly one: readonly Picture[];
  /** Other people; some are there more than once, which nobody has labelled. */
  readonly others: readonly Picture[];
};

/** Cuts the album into frames of a camera's size. */
export function openAlbum(): Album {
  const source = pictureOf('screenshot-facematch.jpg');
  const one: Picture[] = [];
  const others: Picture[] = [];
  for (let row = 0; row < ALBUM.rows; row++) {
    for (let column = 0; column < ALBUM.columns; column++) {
      if (UNCLEAR.has(`${row}-${column}`)) continue;
      (row === 0 ? one : others).push(photoAt(source, row, column));
    }
  }
  return { one, others };
}

function photoAt(source: Picture, row: number, column: number): Picture {
  const [left, top] = [ALBUM.left + column * ALBUM.stepX, ALBUM.top + row * ALBUM.stepY];
  const within = (value: number, low: number): number =>
    Math.min(low + ALBUM.side - 1, Math.max(low, value));
  return sampled(FRAME, source, (x, y) => [
    within((x - FRAME.width / 2) / SCALE + left + ALBUM.side / 2, left),
    within((y - FRAME.height / 2) / SCALE + top + ALBUM.side / 2, top),
  ]);
}
