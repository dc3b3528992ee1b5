// How the ten digits sound in Chinese and English: each a row of phones with the resonances of an
// average mouth, after Klatt (1980) and the usual tables of vowels. Rough, but each digit differs
// from the others in the way it does when people speak.

export type Language = 'zh' | 'en';

/** One stretch of sound; formants in Hz for an average mouth, strengths from 0 to 1. */
export type Phone = {
  readonly ms: number;
  readonly formants: readonly [number, number, number];
  readonly voice: number;
  readonly breath: number;
  /** Noise made at the teeth or tongue: strength, middle and width in Hz. */
  readonly hiss?: { readonly strength: number; readonly hz: number; readonly widthHz: number };
};

export type SpokenDigit = {
  readonly phones: readonly Phone[];
  /** Pitch along the digit relative to the speaker's own: the tone in Chinese. */
  readonly pitch: readonly number[];
};

type Formants = Phone['formants'];

const A: Formants = [750, 1300, 2500];
const E: Formants = [550, 1800, 2500];
const I: Formants = [295, 2270, 3020];
const SHORT_I: Formants = [400, 1950, 2600];
const O: Formants = [480, 850, 2400];
const OPEN_O: Formants = [560, 850, 2400];
const U: Formants = [330, 720, 2300];
const SCHWA: Formants = [560, 1280, 2350];
const R: Formants = [440, 1250, 1650];
const L: Formants = [360, 1300, 2750];
const N: Formants = [300, 1500, 2500];
const NG: Formants = [310, 1950, 2700];
const SI: Formants = [360, 1420, 2600];

function vowel(formants: Formants, ms: number): Phone {
  return { ms, formants, voice: 1, breath: 0.02 };
}

function murmur(formants: Formants, ms: number): Phone {
  return { ms, formants, voice: 0.35, breath: 0.01 };
}

function hiss(ms: number, hz: number, widthHz: number, strength: number, formants = SI): Phone {
  return { ms, formants, voice: 0, breath: 0.02, hiss: { strength, hz, widthHz } };
}

function buzz(ms: number, hz: number, widthHz: number, strength: number): Phone {
  return { ...hiss(ms, hz, widthHz, strength), voice: 0.3, formants: [300, 1300, 2450] };
}

function closure(ms: number, formants: Formants): Phone {
  return { ms, formants, voice: 0, breath: 0 };
}

const S = hiss(115, 6_300, 2_200, 0.42);
const F = hiss(90, 5_500, 5_500, 0.2);

const HIGH = [1.15, 1.15];
const RISING = [0.9, 0.92, 1.2];
const DIPPING = [0.95, 0.74, 0.9];
const FALLING = [1.28, 0.75];
const LEVEL = [1.08, 1, 0.92];

const CHINESE: readonly SpokenDigit[] = [
  { phones: [murmur(L, 60), vowel(I, 120), murmur(NG, 110)], pitch: RISING },
  { phones: [vowel(I, 240)], pitch: HIGH },
  { phones: [vowel(SCHWA, 110), vowel(R, 160)], pitch: FALLING },
  { phones: [S, vowel(A, 150), murmur(N, 90)], pitch: HIGH },
  { phones: [S, vowel(SI, 190)], pitch: FALLING },
  { phones: [vowel(U, 260)], pitch: DIPPING },
  { phones: [murmur(L, 60), vowel(I, 60), vowel(O, 85), vowel(U, 90)], pitch: FALLING },
  { phones: [closure(30, I), hiss(115, 4_200, 1_900, 0.42, I), vowel(I, 170)], pitch: HIGH },
  {
    phones: [closure(25, OPEN_O), hiss(12, 900, 900, 0.5, OPEN_O), vowel(A, 235)],
    pitch: HIGH,
  },
  {
    phones: [
      closure(25, I),
      hiss(60, 4_400, 2_000, 0.4, I),
      vowel(I, 70),
      vowel(O, 85),
      vowel(U, 110),
    ],
    pitch: DIPPING,
  },
];

const ENGLISH: readonly SpokenDigit[] = [
  {
    phones: [buzz(80, 6_000, 2_400, 0.25), vowel(I, 75), vowel(R, 75), vowel(O, 125)],
    pitch: LEVEL,
  },
  { phones: [vowel(U, 70), vowel([650, 1200, 2400], 115), murmur(N, 90)], pitch: LEVEL },
  { phones: [closure(30, SI), hiss(45, 4_800, 2_500, 0.45), vowel(U, 195)], pitch: LEVEL },
  { phones: [hiss(80, 6_500, 5_000, 0.15), vowel(R, 65), vowel(I, 170)], pitch: LEVEL },
  { phones: [F, vowel(OPEN_O, 145), vowel(R, 95)], pitch: LEVEL },
  {
    phones: [F, vowel(A, 105), vowel(SHORT_I, 90), buzz(60, 5_500, 5_000, 0.08)],
    pitch: LEVEL,
  },
  {
    phones: [S, vowel(SHORT_I, 95), closure(50, SHORT_I), hiss(20, 2_300, 1_200, 0.4), S],
    pitch: LEVEL,
  },
  {
    phones: [S, vowel(E, 95), buzz(50, 5_500, 5_000, 0.08), vowel(SCHWA, 50), murmur(N, 90)],
    pitch: LEVEL,
  },
  {
    phones: [
      vowel([480, 2000, 2650], 105),
      vowel(SHORT_I, 90),
      closure(50, SHORT_I),
      hiss(35, 4_800, 2_500, 0.35),
    ],
    pitch: LEVEL,
  },
  { phones: [murmur(N, 70), vowel(A, 115), vowel(SHORT_I, 85), murmur(N, 85)], pitch: LEVEL },
];

export const SPOKEN_DIGITS: Readonly<Record<Language, readonly SpokenDigit[]>> = {
  zh: CHINESE,
  en: ENGLISH,
};
