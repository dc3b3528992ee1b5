// A face that nobody has, for the pictures in which a camera is on: drawn with a few ellipses.

type Colour = readonly [red: number, green: number, blue: number];

/** An ellipse: middle, half axes, colour; later ones lie over earlier ones. */
type Spot = readonly [x: number, y: number, halfWidth: number, halfHeight: number, colour: Colour];

const WIDTH = 480;
const HEIGHT = 640;
const GROUND: Colour = [206, 216, 212];
const SKIN: Colour = [232, 190, 160];
const HAIR: Colour = [58, 44, 40];
const INK: Colour = [48, 40, 40];

const SPOTS: readonly Spot[] = [
  [240, 620, 210, 120, [46, 110, 84]],
  [240, 500, 52, 80, [216, 172, 142]],
  [240, 300, 142, 180, HAIR],
  [104, 350, 18, 34, SKIN],
  [376, 350, 18, 34, SKIN],
  [240, 335, 126, 165, SKIN],
  [240, 196, 118, 48, HAIR],
  [192, 316, 24, 13, [250, 248, 246]],
  [288, 316, 24, 13, [250, 248, 246]],
  [192, 316, 10, 12, INK],
  [288, 316, 10, 12, INK],
  [192, 286, 28, 6, HAIR],
  [288, 286, 28, 6, HAIR],
  [240, 366, 14, 24, [220, 172, 140]],
  [240, 424, 44, 15, [190, 92, 88]],
  [240, 419, 44, 6, [158, 70, 70]],
];

/** The drawing in 480 x 640, red, green and blue in turn. */
export function drawnFace(): { width: number; height: number; pixels: Uint8Array } {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let place = 0; place < WIDTH * HEIGHT; place++) {
    const [x, y] = [place % WIDTH, Math.floor(place / WIDTH)];
    const spot = SPOTS.findLast(
      ([left, top, wide, high]) => ((x - left) / wide) ** 2 + ((y - top) / high) ** 2 <= 1,
    );
    pixels.set(spot?.[4] ?? GROUND, place * 3);
  }
  return { width: WIDTH, height: HEIGHT, pixels };
}
