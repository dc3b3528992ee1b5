// What the judge of faces says, a row an outcome.

import { describe, expect, test } from 'vitest';
import type { FaceAnalysis } from './analysis.ts';
import { judgeFace, type FaceCase } from './judge-face.ts';
import type { FacePrompt } from './prompts.ts';
import { FACE_SETTINGS, faceSettingsOf } from './settings.ts';
import { faceOf, seen, TEST_MODEL, type Act } from './testing/seen.ts';

const PROMPTS: readonly FacePrompt[] = ['turn_left', 'open_mouth'];
const KNOWN = { model: TEST_MODEL, embeddings: [faceOf(1, 0, '')] };

function verdictOn(analysis: FaceAnalysis, changes: Partial<FaceCase> = {}) {
  return judgeFace({
    analysis,
    prompts: PROMPTS,
    openMs: 20_000,
    isReplay: false,
    earlierLooks: [],
    known: KNOWN,
    settings: FACE_SETTINGS,
    ...changes,
  });
}

const look = (index: number): string => seen({ prompts: PROMPTS }).frames[index]?.look ?? '';
const near = (text: string): string => `${text.startsWith('0') ? '1' : '0'}${text.slice(1)}`;

test('the person who does what was asked is accepted', () => {
  const verdict = verdictOn(seen({ prompts: PROMPTS }));
  expect(verdict).toMatchObject({
    reasons: [],
    scores: { movements: PROMPTS, similarity: expect.closeTo(1, 1) },
  });
});

test('for an enrolment nobody has to be known', () => {
  const { known: _known, ...enrolment } = {
    analysis: seen({ prompts: PROMPTS }),
    prompts: PROMPTS,
    openMs: 20_000,
    isReplay: false,
    earlierLooks: [],
    known: KNOWN,
    settings: FACE_SETTINGS,
  };
  expect(judgeFace(enrolment)).toMatchObject({ reasons: [], scores: { similarity: undefined } });
});

describe('poor frames are refused with what to do better, and are no failed try', () => {
  const face = seen().frames[0]?.face;
  if (face === undefined) throw new Error('the straight frame has no face');
  test.each<[string, Act['at'], string]>([
    ['no face', { 2: { faces: 0, face: undefined } as never }, 'face_not_found'],
    ['two faces', { 1: { faces: 2 } }, 'several_faces'],
    ['a face far away', { 0: { face: { ...face, widthPx: 109 } } }, 'face_too_far'],
    ['a face cut off', { 3: { face: { ...face, inside: 0.84 } } }, 'face_too_near'],
    ['too dark', { 0: { face: { ...face, light: 44 } } }, 'light_poor'],
    ['too bright', { 0: { face: { ...face, light: 236 } } }, 'light_poor'],
    ['blurred', { 4: { face: { ...face, sharpness: 0.09 } } }, 'picture_blurred'],
    ['looking aside at first', { 0: { face: { ...face, turn: 0.3 } } }, 'face_not_straight'],
    ['mouth open at first', { 0: { face: { ...face, mouth: 0.2 } } }, 'face_not_straight'],
  ])('%s', (_, at, reason) => {
    const verdict = verdictOn(seen({ prompts: PROMPTS, at: at ?? {} }));
    expect(verdict).toMatchObject({
      reasons: [reason],
      refusal: `biometrics.${reason}`,
      counts: false,
    });
  });
});

describe('movements that are not those asked for, in their order', () => {
  test.each<[string, Act['prompts'], string[]]>([
    ['none: a still picture', [undefined, undefined], ['still_picture', 'prompts_not_followed']],
    ['the other way round', ['open_mouth', 'turn_left'], ['prompts_not_followed']],
    ['the other side', ['turn_right', 'open_mouth'], ['prompts_not_followed']],
    ['one only', ['turn_left', undefined], ['prompts_not_followed']],
    ['one more', ['turn_left', 'look_up', 'open_mouth'], ['prompts_not_followed']],
    ['one again', ['turn_left', 'open_mouth', 'turn_left'], ['prompts_not_followed']],
  ])('%s', (_, prompts, reasons) => {
    const verdict = verdictOn(seen({ prompts: prompts ?? [] }));
    expect(verdict).toMatchObject({
      reasons,
      refusal: 'biometrics.prompts_not_followed',
      counts: true,
    });
  });

  test('a movement held over several frames is one movement', () => {
    const held = seen({ prompts: PROMPTS });
    const [first, turn] = held.frames;
    if (first === undefined || turn === undefined) throw new Error('frames are missing');
    const frames = [first, turn, { ...turn, atMs: turn.atMs + 100 }, ...held.frames.slice(2)];
    expect(verdictOn({ ...held, frames }).reasons).toEqual([]);
  });
});

describe('attacks are refused without saying what was noticed', () => {
  const lastFace = seen({ person: 2, prompts: PROMPTS });
  const swapped = (index: number): Act => ({
    prompts: PROMPTS,
    at: { [index]: { face: lastFace.frames[index]?.face } as never },
  });
  test.each<[string, Act, Partial<FaceCase>, string]>([
    ['another person', { person: 2, prompts: PROMPTS }, {}, 'other_person'],
    ['another person in one straight frame', swapped(4), {}, 'several_people'],
    ['another person in one movement', swapped(1), {}, 'several_people'],
    ['bytes seen before', { prompts: PROMPTS }, { isReplay: true }, 'replayed'],
    [
      'two movements that look like earlier ones',
      { prompts: PROMPTS },
      { earlierLooks: [near(look(1)), near(look(3))] },
      'replayed_look',
    ],
    ['frames faster than a camera', { prompts: PROMPTS, stepMs: 59 }, {}, 'impossible_timing'],
    ['frames back in time', { prompts: PROMPTS, stepMs: -600 }, {}, 'impossible_timing'],
    [
      'frames older than the challenge',
      { prompts: PROMPTS },
      { openMs: 2_399 },
      'impossible_timing',
    ],
    ['a picture of a face', { prompts: PROMPTS, all: { antispoof: 0.2 } }, {}, 'antispoof_low'],
    ['a face not alive', { prompts: PROMPTS, all: { liveness: 0.2 } }, {}, 'liveness_low'],
    [
      'a template of another model',
      { prompts: PROMPTS },
      { known: { ...KNOWN, model: 'older' } },
      'other_model',
    ],
    [
      'a template that is gone',
      { prompts: PROMPTS },
      { known: { model: TEST_MODEL, embeddings: [] } },
      'other_person',
    ],
  ])('%s', (_, act, changes, reason) => {
    const verdict = verdictOn(seen(act), changes);
    expect(verdict).toMatchObject({ refusal: 'biometrics.not_confirmed', counts: true });
    expect(verdict.reasons).toContain(reason);
  });

  test('one movement that looks like an earlier one is chance, not a replay', () => {
    expect(
      verdictOn(seen({ prompts: PROMPTS }), { earlierLooks: [near(look(1))] }).reasons,
    ).toEqual([]);
  });

  test('frames sent again count as a try even where the picture is poor', () => {
    const poor = seen({ prompts: PROMPTS, all: { light: 10 } });
    expect(verdictOn(poor, { isReplay: true })).toMatchObject({
      reasons: ['light_poor', 'replayed'],
      counts: true,
    });
  });
});

test("thresholds of the configuration take the place of the check's own", () => {
  const settings = faceSettingsOf({ matchMin: 0.9999, antispoofMin: undefined });
  expect(settings).toEqual({ ...FACE_SETTINGS, matchMin: 0.9999 });
  expect(verdictOn(seen({ prompts: PROMPTS }), { settings })).toMatchObject({
    reasons: ['other_person'],
    thresholds: { matchMin: 0.9999 },
  });
});

test('the record keeps the measures of every frame, and no embedding', () => {
  const { scores, thresholds, model } = verdictOn(seen({ prompts: PROMPTS }));
  expect(JSON.stringify(scores)).not.toContain('embedding');
  expect(scores).toMatchObject({
    frames: [{ movement: null }, { movement: 'turn_left' }, {}, {}, {}],
  });
  expect(thresholds).toEqual(FACE_SETTINGS);
  expect(model).toBe(TEST_MODEL);
});
