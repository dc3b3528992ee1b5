// Letters as outlines: Noto Sans SC, unpacked from WOFF once, so that cards can be drawn without a
// browser.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

import { create, type Font } from 'fontkit';

/** A closed line through points, in pixels, y downwards. */
export type Outline = readonly (readonly [x: number, y: number])[];

const FILE = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-500-normal.woff';
const CURVE_STEPS = 6;

let font: Font | undefined;

/** The outlines of a line of text whose baseline begins at a point. */
export function outlinesOf(
  text: string,
  { x, y, sizePx, spacingPx = 0 }: { x: number; y: number; sizePx: number; spacingPx?: number },
): Outline[] {
  font ??= create(openTypeIn(readFileSync(createRequire(import.meta.url).resolve(FILE)))) as Font;
  const scale = sizePx / font.unitsPerEm;
  const outlines: Outline[] = [];
  let pen = x;
  for (const glyph of font.glyphsForString(text)) {
    outlines.push(
      ...closedLines(glyph.path.commands, (px, py) => [pen + px * scale, y - py * scale]),
    );
    pen += glyph.advanceWidth * scale + spacingPx;
  }
  return outlines;
}

type Place = (x: number, y: number) => readonly [number, number];
type Command = { readonly command: string; readonly args: readonly number[] };

function closedLines(commands: readonly Command[], place: Place): Outline[] {
  const lines: (readonly [number, number])[][] = [];
  let [x, y] = [0, 0];
  for (const { command, args } of commands) {
    if (command === 'moveTo') lines.push([]);
    const points = [...args];
    const [endY = y, endX = x] = [points.pop(), points.pop()];
    for (let step = 1; step <= CURVE_STEPS; step++) {
      if (points.length === 0 && step < CURVE_STEPS) continue;
      lines.at(-1)?.push(place(...pointOn([x, y, ...points, endX, endY], step / CURVE_STEPS)));
    }
    [x, y] = [endX, endY];
  }
  return lines;
}

/** A point on a Bézier curve of any degree (de Casteljau). */
function pointOn(points: readonly number[], share: number): [number, number] {
  let now = [...points];
  while (now.length > 2) {
    now = now.slice(2).map((value, index) => {
      const before = now[index] ?? 0;
      return before + (value - before) * share;
    });
  }
  return [now[0] ?? 0, now[1] ?? 0];
}

const HEADER_BYTES = 12;
const ENTRY_BYTES = 16;

/** The OpenType file inside a WOFF 1.0 file: its tables, inflated (W3C WOFF, section 3). */
function openTypeIn(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const at = 44 + index * 20;
    const [offset, packed, length] = [4, 8, 12].map((place) => woff.readUInt32BE(at + place));
    const bytes = woff.subarray(offset, (offset ?? 0) + (packed ?? 0));
    return { at, bytes: packed === length ? bytes : inflateSync(bytes) };
  });
  const directory = Buffer.alloc(HEADER_BYTES + ENTRY_BYTES * count);
  const power = Math.floor(Math.log2(count));
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(16 * 2 ** power, 6);
  directory.writeUInt16BE(power, 8);
  directory.writeUInt16BE(16 * (count - 2 ** power), 10);
  const parts: Buffer[] = [directory];
  let offset = directory.length;
  for (const [index, { at, bytes }] of tables.entries()) {
    const entry = HEADER_BYTES + ENTRY_BYTES * index;
    woff.copy(directory, entry, at, at + 4);
    woff.copy(directory, entry + 4, at + 16, at + 20);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(bytes.length, entry + 12);
    const padding = Buffer.alloc((4 - (bytes.length % 4)) % 4);
    parts.push(bytes, padding);
    offset += bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}
