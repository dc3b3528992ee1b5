// Pictures of something like a card, for tests: bright paper, rows of fine dark strokes where words
// would be, as sharp and as bright as a test wants.

import { encode } from 'jpeg-js';

export type Wish = {
  readonly width?: number;
  readonly height?: number;
  /** Fields on each side over which the picture is smeared; none when left out. */
  readonly blurPx?: number;
  /** All light is multiplied by it. */
  readonly light?: number;
  /** Light that lies over everything, 0 to 255. */
  readonly haze?: number;
};

const PAPER = 236;
const INK = 24;

/** Red, green, blue and opaque, row by row. */
export function cardPixels(wish: Wish = {}): { width: number; height: number; pixels: Uint8Array } {
  const { width = 1_000, height = 630, blurPx = 0, light = 1, haze = 0 } = wish;
  const row = smeared(strokes(width), blurPx);
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    const isText = y % 60 > 20 && y % 60 < 50;
    for (let x = 0; x < width; x++) {
      const plain = isText ? (row[x] ?? PAPER) : PAPER;
      const seen = Math.min(255, plain * light * (1 - haze / 255) + haze);
      pixels.fill(seen, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, pixels };
}

/** The same as a JPEG. */
export function cardJpeg(wish: Wish = {}): Uint8Array {
  const { width, height, pixels } = cardPixels(wish);
  return new Uint8Array(encode({ width, height, data: pixels }, 85).data);
}

function strokes(width: number): number[] {
  return Array.from({ length: width }, (_, x) => (x % 30 < 9 && x % 300 < 180 ? INK : PAPER));
}

function smeared(row: readonly number[], blurPx: number): number[] {
  return row.map((_, x) => {
    let [sum, count] = [0, 0];
    for (let at = x - blurPx; at <= x + blurPx; at++) {
      sum += row[at] ?? PAPER;
      count += 1;
    }
    return sum / count;
  });
}
