// The decision table of voices, one row an outcome.

import { describe, expect, test } from 'vitest';
import { judgeVoice, type VoiceCase } from './judge-voice.ts';
import { VOICE_SETTINGS } from './settings.ts';
import type { SoundQuality } from './speech.ts';
import type { VoiceScores } from './voice-model.ts';

const GOOD_SOUND = { seconds: 4, speechSeconds: 2, speechDb: -20, noiseDb: -55, clipped: 0 };
const GOOD_SCORES = { misreading: 0, likeness: 0.9, novelty: 0.1 };

type Change = {
  readonly sound?: Partial<SoundQuality> | null;
  readonly scores?: Partial<VoiceScores> | null;
  readonly heard?: Partial<VoiceCase>;
};

function judged({ sound = {}, scores = {}, heard = {} }: Change) {
  const quality = sound === null ? null : { ...GOOD_SOUND, ...sound };
  return judgeVoice({
    purpose: 'verify',
    isReplay: false,
    isCurrent: true,
    settings: VOICE_SETTINGS,
    findings: {
      model: 'test',
      qualities: [quality],
      scores: scores === null ? null : { ...GOOD_SCORES, ...scores },
      takes: [],
    },
    ...heard,
  });
}

describe('a voice', () => {
  test.each<[string, Change, string[], string, boolean]>([
    [
      'no recording',
      { sound: null, scores: null },
      ['recording_invalid'],
      'recording_invalid',
      false,
    ],
    [
      'whispered',
      { sound: { speechDb: -50, noiseDb: -80 } },
      ['too_quiet'],
      'voice_too_quiet',
      false,
    ],
    ['shouted', { sound: { clipped: 0.05 } }, ['too_loud'], 'voice_too_loud', false],
    ['in a loud room', { sound: { noiseDb: -30 } }, ['too_noisy'], 'room_too_noisy', false],
    ['a word only', { sound: { speechSeconds: 0.5 } }, ['too_short'], 'voice_too_short', false],
    ['other digits', { scores: { misreading: 9 } }, ['digits_differ'], 'digits_not_said', true],
    ['no digits at all', { scores: null }, ['digits_differ'], 'digits_not_said', true],
    ['another voice', { scores: { likeness: 0 } }, ['voice_differs'], 'not_confirmed', true],
    ['played back', { scores: { novelty: 0.01 } }, ['replayed'], 'not_confirmed', true],
    ['sent before', { heard: { isReplay: true } }, ['recording_seen'], 'not_confirmed', true],
    ['enrolled anew', { heard: { isCurrent: false } }, ['template_changed'], 'not_confirmed', true],
    [
      'not a number',
      { scores: { likeness: Number.NaN } },
      ['voice_differs'],
      'not_confirmed',
      true,
    ],
    [
      'takes of two people',
      { scores: { likeness: 0 }, heard: { purpose: 'enrol' } },
      ['voice_differs'],
      'voice_takes_differ',
      true,
    ],
    [
      'poor and sent before: the try counts',
      { sound: { speechDb: -50, noiseDb: -80 }, heard: { isReplay: true } },
      ['too_quiet', 'recording_seen'],
      'voice_too_quiet',
      true,
    ],
  ])('%s is refused', (_name, change, reasons, refusal, counts) => {
    const verdict = judged(change);
    expect(verdict).toMatchObject({ reasons, refusal: `biometrics.${refusal}`, counts });
  });

  test('as it should be is accepted, and the record says by which numbers', () => {
    expect(judged({})).toMatchObject({
      reasons: [],
      scores: { likeness: 0.9, qualities: [{ speechDb: -20 }] },
      thresholds: VOICE_SETTINGS,
      model: 'test',
    });
  });
});
