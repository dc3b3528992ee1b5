// Bends pictures: a head turns about an upright or level cylinder, a mouth opens, a camera moves.
// It is also what an attacker with one photo and a virtual camera can do; see the measurements.

import type { Picture } from '../jpeg.ts';

/** Where a pixel of the new picture comes from in the old one, and how dark it becomes. */
type Origin = (x: number, y: number) => readonly [x: number, y: number, gain?: number];

type Spot = readonly [x: number, y: number];

/** A picture of a size, every pixel taken from another picture, in between its pixels. */
export function sampled(
  { width, height }: Pick<Picture, 'width' | 'height'>,
  source: Picture,
  origin: Origin,
): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY, gain = 1] = origin(x, y);
      mix(source, [fromX, fromY], gain, pixels, (y * width + x) * 3);
    }
  }
  return { width, height, pixels };
}

function mix(source: Picture, [x, y]: Spot, gain: number, target: Uint8Array, at: number): void {
  const { width, height, pixels } = source;
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [partX, partY] = [x - column, y - row];
  const left = bounded(column, 0, width - 1) * 3;
  const right = bounded(column + 1, 0, width - 1) * 3;
  const upper = bounded(row, 0, height - 1) * width * 3;
  const lower = bounded(row + 1, 0, height - 1) * width * 3;
  for (let colour = 0; colour < 3; colour++) {
    const above = between(pixels[upper + left + colour], pixels[upper + right + colour], partX);
    const below = between(pixels[lower + left + colour], pixels[lower + right + colour], partX);
    target[at + colour] = bounded(gain * between(above, below, partY), 0, 255);
  }
}

function between(a = 0, b = 0, part: number): number {
  return a + (b - a) * part;
}

function bounded(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** From 0 to 1, slowly at both ends. */
function smooth(value: number): number {
  const t = bounded(value, 0, 1);
  return t * t * (3 - 2 * t);
}

/** How a nose stands out from the head, in half widths and heights of it. */
const NOSE = { depth: 0.24, below: 0.1, width: 0.22, height: 0.3 } as const;

/** Turns a head, in radians: left and up as the subject means them. */
export function turned(
  picture: Picture,
  { face, radius }: { readonly face: Spot; readonly radius: Spot },
  { left = 0, up = 0 }: { readonly left?: number; readonly up?: number },
): Picture {
  const back = (place: number, angle: number): number =>
    Math.abs(place) >= 1
      ? place
      : Math.sin(bounded(Math.asin(place) - angle, -Math.PI / 2, Math.PI / 2));
  return sampled(picture, picture, (x, y) => {
    const [u, v] = [(x - face[0]) / radius[0], (y - face[1]) / radius[1]];
    const share = 1 - smooth((Math.hypot(u * 0.9, v * 0.8) - 0.75) / 0.45);
    if (share <= 0) return [x, y];
    const bump =
      NOSE.depth * Math.exp(-((u / NOSE.width) ** 2) - ((v - NOSE.below) / NOSE.height) ** 2);
    const fromU = back(u, left) - bump * Math.sin(left);
    const fromV = back(v, -up) + bump * Math.sin(up);
    return [x + (fromU - u) * share * radius[0], y + (fromV - v) * share * radius[1]];
  });
}

/** Opens a mouth by a gap in pixels: the jaw sinks, and between the lips it is dark. */
export function mouthOpened(
  picture: Picture,
  { lips, mouthWidth }: { readonly lips: Spot; readonly mouthWidth: number },
  gap: number,
): Picture {
  return sampled(picture, picture, (x, y) => {
    const u = Math.abs(x - lips[0]) / (mouthWidth / 2);
    const below = y - lips[1];
    if (u > 1.6) return [x, y];
    const here = gap * Math.sqrt(Math.max(0, 1 - (u / 1.05) ** 2));
    if (u < 1.05 && below >= -here * 0.2 && below <= here * 0.8) return [x, lips[1], 0.25];
    if (below < 0) return [x, y + here * 0.2 * (1 - smooth(-below / (mouthWidth * 0.5)))];
    const jaw = gap * 0.8 * (1 - smooth((u - 0.9) / 0.7));
    const fading = 1 - smooth((below - mouthWidth * 0.5) / (mouthWidth * 0.6));
    return [x, Math.max(lips[1], y - Math.max(here * 0.8, jaw) * fading)];
  });
}

/** Moves and scales what the camera sees, about the middle of the frame. */
export function moved(picture: Picture, right: number, down: number, scale = 1): Picture {
  const [midX, midY] = [picture.width / 2, picture.height / 2];
  return sampled(picture, picture, (x, y) => [
    (x - midX - right) / scale + midX,
    (y - midY - down) / scale + midY,
  ]);
}

/** Every value of every pixel changed by a rule; `x` and `y` are its place. */
export function toned(
  picture: Picture,
  rule: (value: number, x: number, y: number) => number,
): Picture {
  const { width, height } = picture;
  const pixels = picture.pixels.map((value, index) => {
    const pixel = Math.floor(index / 3);
    return bounded(rule(value, pixel % width, Math.floor(pixel / width)), 0, 255);
  });
  return { width, height, pixels };
}

/** The noise of a sensor, the same for a seed. */
export function noisy(picture: Picture, strength: number, seed: number): Picture {
  let state = seed >>> 0;
  return toned(picture, (value) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return value + (state / 2 ** 31 - 1) * strength;
  });
}

/** Blurred by the mean of a square around each pixel. */
export function blurred(picture: Picture, radius: number): Picture {
  const { width, height, pixels } = picture;
  const pass = (source: Uint8Array, stepX: number, stepY: number): Uint8Array =>
    source.map((_, index) => {
      const pixel = Math.floor(index / 3);
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      let sum = 0;
      for (let step = -radius; step <= radius; step++) {
        const column = bounded(x + step * stepX, 0, width - 1);
        const row = bounded(y + step * stepY, 0, height - 1);
        sum += source[(row * width + column) * 3 + (index % 3)] ?? 0;
      }
      return sum / (2 * radius + 1);
    });
  return { width, height, pixels: pass(pass(pixels, 1, 0), 0, 1) };
}
