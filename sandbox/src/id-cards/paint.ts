// A picture that can be painted on: rectangles and filled outlines, with soft edges, in plain
// arithmetic.

import type { Outline } from './letters.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** Red, green, blue and a fourth byte that JPEG ignores, row by row. */
export type Sheet = {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
};

/** Lines looked at in each row of pixels. */
const LINES = 4;

export function newSheet(width: number, height: number, colour: Colour): Sheet {
  const pixels = new Uint8Array(width * height * 4);
  pixels.set([...colour, 255]);
  for (let done = 4; done < pixels.length; done *= 2) pixels.copyWithin(done, 0, done);
  return { width, height, pixels };
}

export function fillRectangle(
  sheet: Sheet,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  colour: Colour,
): void {
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) blend(sheet, column, row, colour, 1);
  }
}

/** Fills outlines by the non-zero rule, as letters are. */
export function fillOutlines(sheet: Sheet, outlines: readonly Outline[], colour: Colour): void {
  const edges = outlines.flatMap(edgesOf);
  const top = Math.floor(Math.min(...edges.map(({ from }) => from)));
  const bottom = Math.ceil(Math.max(...edges.map(({ to }) => to)));
  for (let row = Math.max(0, top); row < Math.min(sheet.height, bottom); row++) {
    const cover = new Float64Array(sheet.width);
    const near = edges.filter(({ from, to }) => from < row + 1 && to > row);
    for (let line = 0; line < LINES; line++) coverLine(cover, near, row + (line + 0.5) / LINES);
    for (const [column, share] of cover.entries()) {
      if (share > 0) blend(sheet, column, row, colour, Math.min(1, share));
    }
  }
}

type Edge = {
  readonly from: number;
  readonly to: number;
  readonly turn: 1 | -1;
  readonly at: (y: number) => number;
};

function edgesOf(outline: Outline): Edge[] {
  return outline.flatMap(([x2, y2], index) => {
    const [x1, y1] = outline[(index + outline.length - 1) % outline.length] ?? [x2, y2];
    if (y1 === y2) return [];
    const at = (y: number): number => x1 + ((y - y1) / (y2 - y1)) * (x2 - x1);
    const turn = y1 < y2 ? 1 : -1;
    return [{ from: Math.min(y1, y2), to: Math.max(y1, y2), turn, at }];
  });
}

function coverLine(cover: Float64Array, edges: readonly Edge[], y: number): void {
  const crossings = edges
    .filter(({ from, to }) => from <= y && y < to)
    .map(({ at, turn }) => ({ x: at(y), turn }))
    .toSorted((a, b) => a.x - b.x);
  let winding = 0;
  for (const [index, { x, turn }] of crossings.entries()) {
    winding += turn;
    const next = crossings[index + 1];
    if (winding !== 0 && next !== undefined) coverSpan(cover, x, next.x);
  }
}

function coverSpan(cover: Float64Array, from: number, to: number): void {
  for (let column = Math.max(0, Math.floor(from)); column < Math.min(cover.length, to); column++) {
    const share = Math.min(to, column + 1) - Math.max(from, column);
    cover[column] = (cover[column] ?? 0) + Math.max(0, share) / LINES;
  }
}

function blend({ width, pixels }: Sheet, x: number, y: number, colour: Colour, share: number) {
  const at = (y * width + x) * 4;
  for (const [index, value] of colour.entries()) {
    const before = pixels[at + index] ?? 0;
    pixels[at + index] = Math.round(before + (value - before) * share);
  }
  pixels[at + 3] = 255;
}
