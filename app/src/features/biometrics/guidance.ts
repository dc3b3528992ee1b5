// What the app can see of a camera's picture without any model: light, sharpness, and how far the
// picture has changed. It only guides; who it is, and which way a head turned, the bank sees.

/** Brightness of a small picture, row by row, from 0 to 255. */
export type Grey = {
  readonly width: number;
  readonly height: number;
  readonly lights: Float32Array;
};

export type Seen = {
  readonly grey: Grey;
  /** Mean brightness inside the oval. */
  readonly light: number;
  /** The share of detail that is lost by blurring (F. Crete and others, 2007), from 0 to 1. */
  readonly sharpness: number;
};

export type PictureFault = 'too_dark' | 'too_bright' | 'blurred' | 'glare';

/** Tells which pixels of a picture matter. */
type Inside = (grey: Grey, place: number) => boolean;

/** Half the width and height of the oval, as shares of the picture; the overlay draws the same. */
export const OVAL = { halfWidth: 0.36, halfHeight: 0.36 } as const;

const LIGHT = { min: 55, max: 225 } as const;
const SHARPNESS_MIN = 0.12;
/** Pixels of a card that are nothing but a reflected lamp. */
const GLARE = { from: 250, shareMax: 0.06 } as const;

/** Pixels of a field's side, and how far a hand may have moved the picture, in pixels. */
const FIELD = 8;
const SHAKE = 3;
/** The fields that differ most, of all in the oval. */
const CLEAREST_SHARE = 0.08;

/** Brightness of pixels in RGBA (ITU-R BT.601). */
export function greyOf({ data, width, height }: ImageData): Grey {
  const lights = Float32Array.from({ length: width * height }, (_, place) => {
    const at = place * 4;
    return 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
  });
  return { width, height, lights };
}

/** Looks at the oval of a picture. */
export function seenIn(grey: Grey, isInside: Inside = isInOval): Seen {
  const inside = [...grey.lights].filter((_, place) => isInside(grey, place));
  const light = inside.reduce((sum, one) => sum + one, 0) / Math.max(1, inside.length);
  return { grey, light, sharpness: sharpnessOf(grey, isInside) };
}

/** What a person can do better about a picture. */
export function faultOf({ light, sharpness }: Seen): PictureFault | undefined {
  if (light < LIGHT.min) return 'too_dark';
  if (light > LIGHT.max) return 'too_bright';
  return sharpness < SHARPNESS_MIN ? 'blurred' : undefined;
}

/** What a person can do better about the picture of a card that fills it. */
export function cardFaultOf(grey: Grey): PictureFault | undefined {
  const fault = faultOf(seenIn(grey, () => true));
  // A card is white: only a lamp in it is too bright.
  if (fault !== undefined && fault !== 'too_bright') return fault;
  const glaring = grey.lights.reduce((count, light) => count + Number(light >= GLARE.from), 0);
  return glaring > grey.lights.length * GLARE.shareMax ? 'glare' : undefined;
}

/**
 * How far two looks differ where they differ most, because a mouth is small but changes much. A
 * picture that only shook in the hand is moved back first, and other light is no difference.
 */
export function changeBetween(before: Seen, after: Seen): number {
  let least = Number.POSITIVE_INFINITY;
  for (let down = -SHAKE; down <= SHAKE; down++) {
    for (let right = -SHAKE; right <= SHAKE; right++) {
      least = Math.min(least, changeAt(before, after, { right, down }));
    }
  }
  return least;
}

function changeAt(before: Seen, after: Seen, by: { right: number; down: number }): number {
  const { width, height, lights } = after.grey;
  const other = before.light - after.light;
  const across = Math.ceil(width / FIELD);
  const sums = new Float32Array(across * Math.ceil(height / FIELD));
  const fields: number[] = [];
  for (let y = SHAKE; y < height - SHAKE; y++) {
    for (let x = SHAKE; x < width - SHAKE; x++) {
      const earlier = before.grey.lights[(y + by.down) * width + x + by.right] ?? 0;
      const field = Math.floor(y / FIELD) * across + Math.floor(x / FIELD);
      sums[field] = (sums[field] ?? 0) + (lights[y * width + x] ?? 0) + other - earlier;
    }
  }
  for (const [field, sum] of sums.entries()) {
    const x = ((field % across) + 0.5) * FIELD;
    const y = (Math.floor(field / across) + 0.5) * FIELD;
    if (isInOval(after.grey, Math.floor(y) * width + Math.floor(x))) fields.push(Math.abs(sum));
  }
  const clearest = fields
    .toSorted((a, b) => b - a)
    .slice(0, Math.max(1, Math.round(fields.length * CLEAREST_SHARE)));
  return clearest.reduce((sum, one) => sum + one, 0) / clearest.length / FIELD ** 2;
}

function isInOval({ width, height }: Grey, place: number): boolean {
  const x = ((place % width) + 0.5) / width - 0.5;
  const y = (Math.floor(place / width) + 0.5) / height - 0.5;
  return (x / OVAL.halfWidth) ** 2 + (y / OVAL.halfHeight) ** 2 <= 1;
}

function sharpnessOf(grey: Grey, isInside: Inside): number {
  const { width, height, lights } = grey;
  const at = (x: number, y: number): number => lights[y * width + x] ?? 0;
  const blurredAt = (x: number, y: number): number => {
    let sum = 0;
    for (let row = -1; row <= 1; row++) {
      for (let column = -1; column <= 1; column++) sum += at(x + column, y + row);
    }
    return sum / 9;
  };
  let [steps, left] = [0, 0];
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      if (!isInside(grey, y * width + x)) continue;
      steps += Math.abs(at(x, y) - at(x + 1, y)) + Math.abs(at(x, y) - at(x, y + 1));
      const blurred = blurredAt(x, y);
      left += Math.abs(blurred - blurredAt(x + 1, y)) + Math.abs(blurred - blurredAt(x, y + 1));
    }
  }
  return steps === 0 ? 0 : 1 - left / steps;
}
