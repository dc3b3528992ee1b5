// The model on made-up people: it reads the digits, knows the voice, and notices what was heard
// before. How often, is measured by `npm run measure:voice`.

import { describe, expect, test } from 'vitest';
import { examineVoice } from './mfcc-dtw.ts';
import { replayed } from './testing/replay.ts';
import { recordingBy, samplesBy } from './testing/voices.ts';
import type { VoiceScores } from './voice-model.ts';
import type { Language, VoiceTemplate } from './voice-print.ts';
import { wavOf } from './wav.ts';

const ENROLLED = { zh: '402917', en: '835162' } as const;

function enrol(person: number, language: Language = 'zh'): VoiceTemplate {
  const digits = ENROLLED[language];
  const recordings = [1, 2].map((take) => recordingBy({ person, digits, take, language }));
  const { takes } = examineVoice({ language, digits, recordings });
  return { id: String(person), language, takes, heard: [] };
}

function scores(recording: Uint8Array, digits: string, template: VoiceTemplate): VoiceScores {
  const { language } = template;
  const findings = examineVoice({ language, digits, recordings: [recording], template });
  return findings.scores ?? { misreading: Infinity, likeness: -Infinity, novelty: 1 };
}

describe('the own model', () => {
  const template = enrol(1);

  test.each<[Language, string]>([
    ['zh', '719024'],
    ['en', '261853'],
  ])('reads digits said in %s, and no other ones out of them', (language, digits) => {
    const known = enrol(2, language);
    const recording = recordingBy({ person: 2, digits, day: 3, language });
    expect(scores(recording, digits, known).misreading).toBeLessThan(0.5);
    const turned = [...digits].toReversed().join('');
    expect(scores(recording, turned, known).misreading).toBeGreaterThan(2);
  });

  test('finds the same person on another day more alike than others', () => {
    const digits = '719024';
    const own = scores(recordingBy({ person: 1, digits, day: 4 }), digits, template).likeness;
    for (const person of [2, 3, 4]) {
      const other = scores(recordingBy({ person, digits }), digits, template).likeness;
      expect(other, `person ${person}`).toBeLessThan(own - 0.1);
    }
  });

  test('knows a recording again that was played from a loudspeaker', () => {
    const digits = '719024';
    const samples = samplesBy({ person: 1, digits, day: 4 });
    const question = { language: 'zh', digits, template } as const;
    const { takes } = examineVoice({ ...question, recordings: [wavOf(samples)] });
    const heard = { ...template, heard: takes };
    const again = wavOf(replayed(samples, { seed: 1, signalToNoiseDb: 40 }));
    const anew = recordingBy({ person: 1, digits, day: 5, take: 2 });
    expect(scores(again, digits, heard).novelty).toBeLessThan(0.05);
    expect(scores(anew, digits, heard).novelty).toBeGreaterThan(
      scores(again, digits, heard).novelty + 0.01,
    );
    expect(scores(wavOf(samples), digits, heard).novelty).toBeCloseTo(0, 2);
  });

  test.each([
    ['silence', wavOf(new Float32Array(32_000)), 'a quality'],
    ['bytes that are no recording', new Uint8Array(1_000), null],
  ])('compares nothing when there is nothing: %s', (_name, recording, quality) => {
    const question = { language: 'zh', digits: '719024', template } as const;
    const findings = examineVoice({ ...question, recordings: [recording] });
    expect(findings.scores).toBeNull();
    expect(findings.qualities[0] === null ? null : 'a quality').toBe(quality);
  });
});
