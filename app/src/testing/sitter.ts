// Somebody made up who sits before the camera and the microphone of a browser: shows their face,
// does what the screen asks, and says digits. The browser's own fake devices play it, from files.

import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Page } from 'playwright-core';

import { faceOf } from '../../../server/src/modules/biometrics/face/testing/act.ts';
import type { Person } from '../../../server/src/modules/biometrics/face/testing/portraits.ts';
import { moved, noisy } from '../../../server/src/modules/biometrics/face/testing/warp.ts';
import { samplesBy } from '../../../server/src/modules/biometrics/voice/testing/voices.ts';
import { SAMPLE_RATE_HZ, wavOf } from '../features/biometrics/sound.ts';
import type { en } from '../i18n/en.ts';

type Picture = ReturnType<typeof faceOf>;
type Movement = Parameters<typeof faceOf>[1];
type Words = Record<keyof typeof en.biometrics, string>;

export type Sitter = {
  /** What Chromium is started with to see and hear the sitter. */
  readonly args: readonly string[];
  /** Looks straight at the camera, or does a movement, until told otherwise. */
  readonly show: (movement?: Movement) => void;
  /** Shows any picture to the camera. */
  readonly hold: (picture: Picture) => void;
  /** Follows the prompts on the screen until they are over; `look` sees the first. */
  readonly follow: (page: Page, words: Words, look: () => Promise<void>) => Promise<void>;
  /** Is silent in a quiet room, until told otherwise. */
  readonly rest: () => void;
  /** Says digits when the microphone opens next. */
  readonly say: (digits: string, language: 'en' | 'zh') => void;
  readonly leave: () => void;
};

const MOVEMENTS = ['turn_left', 'turn_right', 'look_up', 'open_mouth'] as const;
const FRAMES = 4;
const SILENCE_SECONDS = 3;
/** Softer than any voice, but no digital silence. */
const BREATH = 0.0005;

/** Sits somebody down; every number is another day and another voice. */
export function sitDown(person: Person, number: number): Sitter {
  const folder = mkdtempSync(join(tmpdir(), 'sycee-sitter-'));
  const [camera, microphone] = [join(folder, 'camera.y4m'), join(folder, 'microphone.wav')];
  let moment = number * 1_000;
  let takes = 0;
  const hold = (picture: Picture): void => writeFilm(camera, picture, ++moment * FRAMES);
  const show = (movement?: Movement): void => hold(faceOf(person, movement));
  const rest = (): void => writeFileSync(microphone, wavOf(breath(SILENCE_SECONDS)));
  show();
  rest();
  return {
    args: [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${camera}`,
      `--use-file-for-fake-audio-capture=${microphone}`,
    ],
    show,
    hold,
    rest,
    say: (digits, language) => {
      const said = samplesBy({ person: number, digits, language, take: ++takes });
      const parts = [breath(0.3), said, breath(SILENCE_SECONDS)];
      writeFileSync(microphone, wavOf(Float32Array.from(parts.flatMap((part) => [...part]))));
    },
    follow: async (page, words, look) => {
      const prompt = page.locator('.camera-prompt');
      let shown: Movement;
      let looked = false;
      for (;;) {
        const text = await prompt.textContent({ timeout: 1_000 }).catch(() => null);
        if (text === null) break;
        const asked = MOVEMENTS.find((movement) => words[`do_${movement}`] === text);
        if (asked !== shown) {
          if (!looked) await look();
          looked = true;
          shown = asked;
          show(asked);
        }
        await page.waitForTimeout(50);
      }
      show();
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function breath(seconds: number): Float32Array {
  return Float32Array.from(
    { length: seconds * SAMPLE_RATE_HZ },
    (_, place) => BREATH * Math.sin(place * place * 0.37),
  );
}

/** Frames of a picture, each with its own noise, over what the file was (YUV4MPEG2, 4:2:0). */
function writeFilm(path: string, picture: Picture, seed: number): void {
  const { width, height } = picture;
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`)];
  for (let frame = 0; frame < FRAMES; frame++) {
    const shaken = moved(picture, ((seed * 5) % 7) - 3, ((seed * 3) % 7) - 3);
    parts.push(Buffer.from('FRAME\n'), planesOf(noisy(shaken, 4, seed + frame)));
  }
  // Written over in place: the browser holds the file open.
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT);
  writeSync(file, Buffer.concat(parts), 0, undefined, 0);
  closeSync(file);
}

/** Luma and halved chroma (ITU-R BT.601). */
function planesOf({ width, height, pixels }: Picture): Uint8Array {
  const size = width * height;
  const planes = new Uint8Array((size * 3) / 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = y * width + x;
      const [red = 0, green = 0, blue = 0] = pixels.subarray(place * 3, place * 3 + 3);
      planes[place] = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const half = (y / 2) * (width / 2) + x / 2;
      planes[size + half] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
      planes[size + size / 4 + half] = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
    }
  }
  return planes;
}
