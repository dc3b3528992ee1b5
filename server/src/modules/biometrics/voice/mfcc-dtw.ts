// The house's own voice model: cepstra compared by time warping. It reads the digits with the help
// of reference voices, and measures a voice against the enrolled one and against the references, so
// that a bad line makes both farther and the answer the same.

import { cepstraOf, CEPSTRA, type Rows } from './cepstra.ts';
import { compareWithSounds, readDigits, type DigitSound } from './find-digits.ts';
import { REFERENCE_VOICES } from './generated/reference-voices.ts';
import { featuresOf, meanOf } from './normalise.ts';
import { speechIn, type SoundQuality } from './speech.ts';
import { alignedFeatures, digitsOfTake, printOf, rowsOf } from './voice-print.ts';
import type { Language, Take } from './voice-print.ts';
import type { VoiceFindings, VoiceQuestion, VoiceScores } from './voice-model.ts';
import { noveltyOf } from './novelty.ts';
import { warp } from './warping.ts';
import { samplesOf } from './wav.ts';

/** Changes with everything that changes scores. */
const MFCC_DTW = 'mfcc-dtw-1';

type Heard = {
  readonly quality: SoundQuality;
  readonly rows: Rows;
  readonly take: Take;
  readonly misreading: number;
};

const references = new Map<Language, readonly Take[]>();
const referenceSounds = new Map<Language, readonly DigitSound[]>();

/** Looks at the recordings of a question; slow, so it belongs into a thread of its own. */
export function examineVoice(question: VoiceQuestion): VoiceFindings {
  const heard = question.recordings.map((wav) => hear(wav, question));
  const whole = heard.filter((one): one is Heard => one !== null && 'take' in one);
  const qualities = heard.map((one) => one?.quality ?? null);
  if (whole.length < heard.length) return { model: MFCC_DTW, qualities, scores: null, takes: [] };
  const takes = whole.map(({ take }) => take);
  const misreading = Math.max(...whole.map((one) => one.misreading));
  return { model: MFCC_DTW, qualities, takes, scores: scoresOf(question, takes, misreading) };
}

function scoresOf(
  { digits, language, template }: VoiceQuestion,
  takes: readonly Take[],
  misreading: number,
): VoiceScores {
  const latest = takes.at(-1) ?? { digits: '', prints: [] };
  const own = template?.takes ?? takes.slice(0, -1);
  const earlier = template === undefined ? own : [...template.takes, ...template.heard];
  const toOwn = own.map((take) => distancesTo(take, latest, digits));
  const nearest = [...digits].map((_, place) => Math.min(...toOwn.map((of) => of[place] ?? 0)));
  const others = referencesIn(language).flatMap((voice) => distancesTo(voice, latest, digits));
  return {
    misreading,
    likeness: Math.log(meanNumber(others) / meanNumber(nearest)),
    novelty: noveltyOf(latest, earlier),
  };
}

function hear(
  wav: Uint8Array,
  { digits, language, template }: VoiceQuestion,
): Heard | { readonly quality: SoundQuality } | null {
  const samples = samplesOf(wav);
  if (samples === undefined) return null;
  const { rows: speechRows, quality } = speechIn(samples);
  const rows = cepstraOf(samples, speechRows);
  const comparison = compareWithSounds(featuresOf(rows, meanOf([rows])), [
    ...referenceSoundsIn(language),
    ...soundsOf(template?.takes ?? []),
  ]);
  const best = readDigits(comparison, digits.length, () => true);
  const asked = readDigits(
    comparison,
    digits.length,
    (digit, place) => digit === Number(digits[place]),
  );
  if (best === undefined || asked === undefined) return { quality };
  const prints = [...digits].map((_, place) =>
    printOf(
      rows.subarray((asked.bounds[place] ?? 0) * CEPSTRA, (asked.bounds[place + 1] ?? 0) * CEPSTRA),
    ),
  );
  return { quality, rows, take: { digits, prints }, misreading: asked.cost - best.cost };
}

function soundsOf(voices: readonly Take[]): DigitSound[] {
  return voices.flatMap(({ digits, prints }) => {
    const rows = prints.map(rowsOf);
    const mean = meanOf(rows);
    return rows.map((stretch, place) => ({
      digit: Number(digits[place]),
      features: featuresOf(stretch, mean),
    }));
  });
}

/** The warped distance of each digit to the same digit of another take that holds them all. */
function distancesTo(other: Take, latest: Take, digits: string): number[] {
  const said = latest.prints.map(rowsOf);
  return alignedFeatures(said, digitsOfTake(other, digits)).map(([a, b]) => warp(a, b).distance);
}

function referencesIn(language: Language): readonly Take[] {
  const known = references.get(language);
  if (known !== undefined) return known;
  const voices = REFERENCE_VOICES[language].map((prints) => ({ digits: '0123456789', prints }));
  references.set(language, voices);
  return voices;
}

function referenceSoundsIn(language: Language): readonly DigitSound[] {
  const known = referenceSounds.get(language);
  if (known !== undefined) return known;
  const sounds = soundsOf(referencesIn(language));
  referenceSounds.set(language, sounds);
  return sounds;
}

function meanNumber(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
