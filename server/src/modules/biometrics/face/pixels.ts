// Arithmetic on the pixels of a frame: light, sharpness, and the coarse look.

import type { Picture } from './jpeg.ts';

export type Area = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const FACE_COLUMNS = 110;
const LOOK_SIDE = 16;

/** Brightness of a pixel after ITU-R BT.601; the nearest one at the edge beyond it. */
function lumaAt({ width, height, pixels }: Picture, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, Math.round(x)));
  const row = Math.min(height - 1, Math.max(0, Math.round(y)));
  const at = (row * width + column) * 3;
  const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * Mean brightness of an area, and the mean step between neighbours in hundredths of it. Every face
 * is measured at the same number of points across, so that a near one is not called blurred.
 */
export function lightAndSharpness(picture: Picture, area: Area) {
  const step = Math.max(1, area.width / FACE_COLUMNS);
  let points = 0;
  let light = 0;
  let steps = 0;
  for (let y = area.top; y < area.top + area.height; y += step) {
    for (let x = area.left; x < area.left + area.width; x += step) {
      const here = lumaAt(picture, x, y);
      light += here;
      steps += Math.abs(here - lumaAt(picture, x + step, y));
      steps += Math.abs(here - lumaAt(picture, x, y + step));
      points++;
    }
  }
  if (points === 0) return { light: 0, sharpness: 0 };
  return { light: light / points, sharpness: light === 0 ? 0 : (100 * steps) / (2 * light) };
}

/** 256 bits in hex: whether each of 16 x 16 fields is brighter than the one to its right. */
export function lookOf(picture: Picture): string {
  let hex = '';
  for (let row = 0; row < LOOK_SIDE; row++) {
    const lights = Array.from({ length: LOOK_SIDE + 1 }, (_, column) =>
      fieldLight(picture, column, row),
    );
    for (let column = 0; column < LOOK_SIDE; column += 4) {
      const bits = [0, 1, 2, 3].map((bit) =>
        (lights[column + bit] ?? 0) > (lights[column + bit + 1] ?? 0) ? 8 >> bit : 0,
      );
      hex += bits.reduce((sum, bit) => sum + bit, 0).toString(16);
    }
  }
  return hex;
}

/** Mean brightness of 8 x 8 points of a field. */
function fieldLight(picture: Picture, column: number, row: number): number {
  const width = picture.width / (LOOK_SIDE + 1);
  const height = picture.height / LOOK_SIDE;
  let sum = 0;
  for (let point = 0; point < 64; point++) {
    const x = (column + ((point % 8) + 0.5) / 8) * width;
    const y = (row + (Math.floor(point / 8) + 0.5) / 8) * height;
    sum += lumaAt(picture, x - 0.5, y - 0.5);
  }
  return sum / 64;
}
