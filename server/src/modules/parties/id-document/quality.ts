// Whether a picture can be read, by people or by a machine: light, contrast and sharp edges, from
// its brightness alone. Pure arithmetic on pixels.

import type { PartiesRefusalCode } from '../refusals.ts';
import type { Size } from './picture.ts';

/** Brightness from 0 to 255 of each field of a picture, row by row. */
export type Luma = Size & { readonly values: Uint8Array };

/** As measured on specimens with light and blur of known strength; see the test beside. */
const QUALITY = {
  /** The brightest tenth, which is paper, must be at least so bright. */
  paperMin: 90,
  /** The darkest hundredth, which is print, must be darker than this. */
  inkMax: 170,
  /** Between the darkest and the brightest hundredth. */
  contrastMin: 60,
  /** The steepest steps between neighbours, as a share of the contrast. */
  sharpnessMin: 0.2,
} as const;

/** All pictures are looked at in this width, so that a large one is not called blurred. */
const COLUMNS = 900;

/** Brightness after ITU-R BT.601 in fields that are means of pixels; `pixels` are RGBA. */
export function lumaOf({ width, height, pixels }: Size & { pixels: Uint8Array }): Luma {
  const columns = Math.min(COLUMNS, width);
  const side = width / columns;
  const rows = Math.floor(height / side);
  const values = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let [sum, count] = [0, 0];
      for (let y = Math.floor(row * side); y < Math.floor((row + 1) * side); y++) {
        for (let x = Math.floor(column * side); x < Math.floor((column + 1) * side); x++) {
          const at = (y * width + x) * 4;
          sum +=
            299 * (pixels[at] ?? 0) + 587 * (pixels[at + 1] ?? 0) + 114 * (pixels[at + 2] ?? 0);
          count += 1_000;
        }
      }
      values[row * columns + column] = Math.round(sum / count);
    }
  }
  return { width: columns, height: rows, values };
}

export type Measured = {
  readonly paper: number;
  readonly ink: number;
  readonly contrast: number;
  readonly sharpness: number;
};

/** What a picture looks like, in the terms of the limits above. */
export function measure(luma: Luma): Measured {
  const lights = shares(luma.values);
  const [ink, paper] = [lights(0.01), lights(0.9)];
  const contrast = lights(0.99) - ink;
  const steepest = shares(stepsIn(luma))(0.998);
  return { paper, ink, contrast, sharpness: contrast === 0 ? 0 : steepest / contrast };
}

/** What is wrong with a picture; undefined when it can be read. */
export function faultOf(measured: Measured): PartiesRefusalCode | undefined {
  const { paper, ink, contrast, sharpness } = measured;
  if (paper < QUALITY.paperMin) return 'parties.picture_too_dark';
  const isSharp = sharpness >= QUALITY.sharpnessMin;
  // Blur lightens fine print too; light from outside leaves its edges sharp, or nothing at all.
  if (ink > QUALITY.inkMax && (isSharp || contrast < QUALITY.contrastMin / 4)) {
    return 'parties.picture_too_bright';
  }
  const isFaint = contrast < QUALITY.contrastMin || ink > QUALITY.inkMax;
  return isSharp && !isFaint ? undefined : 'parties.picture_blurred';
}

/** Steps between a field and the one to its right. */
function stepsIn({ width, values }: Luma): Uint8Array {
  return values.map((value, at) =>
    (at + 1) % width === 0 ? 0 : Math.abs(value - (values[at + 1] ?? value)),
  );
}

/** The value below which a share of all values lies. */
function shares(values: Uint8Array): (share: number) => number {
  const counts = new Uint32Array(256);
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return (share) => {
    let left = share * values.length;
    return counts.findIndex((count) => (left -= count) < 0);
  };
}
