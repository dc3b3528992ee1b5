// The real models in their thread, on faces from the library's package who do what they are asked.
// One warm thread for all, because loading and looking take the time of this file.

import { Refusal } from '@sycee/kit';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FaceAnalysis } from './analysis.ts';
import { judgeFace } from './judge-face.ts';
import { openFaceAnalyser, type FaceAnalyser } from './open-face-analyser.ts';
import type { FacePrompt } from './prompts.ts';
import { FACE_SETTINGS } from './settings.ts';
import { act, faceOf, jpegOf, paced, taken } from './testing/act.ts';
import { hasPortraits, type Person } from './testing/portraits.ts';
import { blurred, moved, toned } from './testing/warp.ts';

/** On a machine with much else to do, five frames can take a while. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let analyser: FaceAnalyser;
beforeAll(() => {
  analyser = openFaceAnalyser();
});
afterAll(() => analyser.close());

const judged = (
  analysis: FaceAnalysis,
  prompts: readonly FacePrompt[],
  known?: readonly number[],
) =>
  judgeFace({
    analysis,
    prompts,
    openMs: 60_000,
    isReplay: false,
    earlierLooks: [],
    ...(known && { known: { model: analysis.model, embeddings: [known] } }),
    settings: FACE_SETTINGS,
  });

describe.skipIf(!hasPortraits)('with the faces of the package (skipped when it has none)', () => {
  let enrolled: ReturnType<typeof judged>;
  let first: FaceAnalysis;
  beforeAll(async () => {
    first = await analyser.analyse(act('bearded', ['turn_left', 'open_mouth'], 1));
    enrolled = judged(first, ['turn_left', 'open_mouth']);
  });

  test('a person who turns left and opens the mouth is enrolled', () => {
    expect(enrolled.reasons).toEqual([]);
    expect(enrolled.embedding).toHaveLength(1_024);
  });

  test('and is known again by other movements', async () => {
    const prompts: FacePrompt[] = ['look_up', 'turn_right'];
    const again = await analyser.analyse(act('bearded', prompts, 2));
    expect(judged(again, prompts, enrolled.embedding).reasons).toEqual([]);
    // The same frames for other prompts are a film of another answer.
    expect(judged(again, prompts.toReversed(), enrolled.embedding).reasons).toEqual([
      'prompts_not_followed',
    ]);
  });

  test('another person is not', async () => {
    const prompts: FacePrompt[] = ['turn_right', 'open_mouth'];
    const other = await analyser.analyse(act('greyPictured', prompts, 3));
    expect(judged(other, prompts).reasons).toEqual([]);
    expect(judged(other, prompts, enrolled.embedding).reasons).toEqual(['other_person']);
  });

  test('poor pictures, two people and a photo moved in the hand are told apart', async () => {
    const photo = faceOf('shaven');
    const turned = act('bearded', ['turn_left'], 1)[1]?.jpeg ?? new Uint8Array();
    const frames = [
      taken(photo, 4),
      taken(moved(photo, 0, 10, 1.15), 5),
      taken(moved(photo, 0, 0, 0.4), 6),
      taken(
        toned(photo, (value) => value * 0.2),
        7,
      ),
      taken(blurred(photo, 9), 8),
      jpegOf(toned(photo, () => 120)),
      taken(besideEachOther('bearded', 'shaven'), 9),
      turned,
    ];
    const analysis = await analyser.analyse(paced(frames));
    const word = (...places: number[]): readonly string[] =>
      judged(frameOnly(analysis, ...places), ['turn_left', 'open_mouth']).reasons;
    expect(word(2)).toEqual(['face_too_far']);
    expect(word(3)).toEqual(['light_poor']);
    expect(word(4)).toEqual(['picture_blurred']);
    expect(word(5)).toEqual(['face_not_found']);
    expect(word(6)).toEqual(['several_faces']);
    expect(word(0, 1)).toContain('still_picture');
    // The same bytes are the same face, whatever was looked at in between.
    const [again, before] = [analysis.frames[7], first.frames[1]];
    expect(again?.sample).toBe(before?.sample);
    expect(again?.face).toEqual(before?.face);
  });
});

test('a picture that is broken inside is refused, and the thread goes on', async () => {
  const whole = jpegOf({ width: 240, height: 320, pixels: new Uint8Array(240 * 320 * 3) });
  const cut = whole.subarray(0, whole.length - 200);
  const broken = analyser.analyse(paced([whole, whole, whole, cut]));
  const code = await broken.catch((error: unknown) => error instanceof Refusal && error.code);
  expect(code).toBe('biometrics.frames_invalid');
  expect((await analyser.analyse(paced([whole, whole, whole, whole]))).frames).toHaveLength(4);
});

function frameOnly({ model, frames }: FaceAnalysis, ...places: number[]): FaceAnalysis {
  return { model, frames: places.flatMap((place) => frames[place] ?? []) };
}

function besideEachOther(left: Person, right: Person) {
  const [a, b] = [moved(faceOf(left), -110, 0, 0.6), moved(faceOf(right), 110, 0, 0.6)];
  const pixels = a.pixels.map((value, index) =>
    Math.floor(index / 3) % a.width < a.width / 2 ? value : (b.pixels[index] ?? 0),
  );
  return { ...a, pixels };
}
