// Arithmetic on the pixels of a frame: light, sharpness, and the coarse look.

import type { Picture } from './jpeg.ts';

export type Area = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

const FACE_COLUMNS = 56;
const LOOK_SIDE = 16;
/** Smaller steps are noise. */
const LOOK_STEP = 3;

/** Brightness of a pixel after ITU-R BT.601; the nearest one at the edge beyond it. */
function lumaAt({ width, height, pixels }: Picture, x: number, y: number): number {
  const column = Math.min(width - 1, Math.max(0, Math.round(x)));
  const row = Math.min(height - 1, Math.max(0, Math.round(y)));
  const at = (row * width + column) * 3;
  const [red = 0, green = 0, blue = 0] = [pixels[at], pixels[at + 1], pixels[at + 2]];
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * Mean brightness of an area, and its sharpness: the share of the steps between neighbouring fields
 * that is lost when the fields are blurred. What is blurred already has little to lose (F. Crete
 * and others, 2007). Fields are means, so that noise is not called sharp, and always as many across
 * a face, so that a near one is not called blurred.
 */
export function lightAndSharpness(picture: Picture, area: Area) {
  const side = area.width / FACE_COLUMNS;
  const rows = side > 0 ? Math.floor(area.height / side) : 0;
  const fields = Array.from({ length: rows * FACE_COLUMNS }, (_, place) =>
    fieldLight(picture, {
      left: area.left + (place % FACE_COLUMNS) * side,
      top: area.top + Math.floor(place / FACE_COLUMNS) * side,
      width: side,
      height: side,
    }),
  );
  const steps = stepsIn(fields);
  if (fields.length === 0 || steps === 0) return { light: 0, sharpness: 0 };
  const blurred = fields.map((light, place) => meanAround(fields, place) ?? light);
  return { light: sumOf(fields) / fields.length, sharpness: 1 - stepsIn(blurred) / steps };
}

/** All steps from a field to the one at its right and the one below. */
function stepsIn(fields: readonly number[]): number {
  return sumOf(
    fields.map((light, place) => {
      const right = (place + 1) % FACE_COLUMNS === 0 ? light : (fields[place + 1] ?? light);
      const below = fields[place + FACE_COLUMNS] ?? light;
      return Math.abs(light - right) + Math.abs(light - below);
    }),
  );
}

/** Mean of a field and the eight around it; undefined at the edge. */
function meanAround(fields: readonly number[], place: number): number | undefined {
  const column = place % FACE_COLUMNS;
  if (column === 0 || column === FACE_COLUMNS - 1) return undefined;
  let sum = 0;
  for (const row of [-FACE_COLUMNS, 0, FACE_COLUMNS]) {
    for (const step of [-1, 0, 1]) {
      const light = fields[place + row + step];
      if (light === undefined) return undefined;
      sum += light;
    }
  }
  return sum / 9;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** 256 bits in hex: is each of 16 x 16 fields clearly brighter than the one to its right? */
export function lookOf(picture: Picture): string {
  const width = picture.width / (LOOK_SIDE + 1);
  const height = picture.height / LOOK_SIDE;
  let hex = '';
  for (let row = 0; row < LOOK_SIDE; row++) {
    const lights = Array.from({ length: LOOK_SIDE + 1 }, (_, column) =>
      fieldLight(picture, { left: column * width, top: row * height, width, height }),
    );
    for (let column = 0; column < LOOK_SIDE; column += 4) {
      const bits = [0, 1, 2, 3].map((bit) =>
        (lights[column + bit] ?? 0) > (lights[column + bit + 1] ?? 0) + LOOK_STEP ? 8 >> bit : 0,
      );
      hex += bits.reduce((sum, bit) => sum + bit, 0).toString(16);
    }
  }
  return hex;
}

/** Mean brightness of 4 x 4 points of an area. */
function fieldLight(picture: Picture, { left, top, width, height }: Area): number {
  let sum = 0;
  for (let point = 0; point < 16; point++) {
    const x = left + (((point % 4) + 0.5) / 4) * width;
    const y = top + ((Math.floor(point / 4) + 0.5) / 4) * height;
    sum += lumaAt(picture, x - 0.5, y - 0.5);
  }
  return sum / 16;
}
