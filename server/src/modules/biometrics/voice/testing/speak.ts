// A made-up voice that says digits: pulses of a glottis and noise through moving resonances (a
// cascade after Klatt 1980), then a microphone and a room. It exists because there are no
// recordings of people here; it is no proof of how people are told apart.

import { chanceFrom, type Chance } from './chance.ts';
import {
  noise,
  peaking,
  RATE_HZ,
  resonator,
  strength,
  through,
  tune,
  tuneLoudest,
} from './filters.ts';
import { SPOKEN_DIGITS, type Language, type Phone, type SpokenDigit } from './phones.ts';
import type { Session, Speaker } from './speaker.ts';

export type Utterance = {
  readonly speaker: Speaker;
  readonly session: Session;
  readonly digits: string;
  readonly language?: Language;
  /** Another seed is the same person saying the same again: never quite the same. */
  readonly seed: number;
};

const STEP = 80;
const GLIDE_STEPS = 6;
const BANDWIDTHS_HZ = [70, 90, 140, 220, 300] as const;
const HIGH_FORMANTS_HZ = [3_500, 4_600] as const;

/** Where the voice is at one step of 5 ms. */
type Posture = {
  formants: number[];
  voice: number;
  breath: number;
  hiss: number;
  hissHz: number;
  hissWidthHz: number;
  pitchHz: number;
};

/** What was said, and where each digit lies in it: from sample, to sample. */
export type Said = {
  readonly samples: Float32Array;
  readonly digits: readonly (readonly [number, number])[];
};

/** Samples from -1 to 1 at 16 kHz, with a little silence before and after. */
export function speak(utterance: Utterance): Float32Array {
  return say(utterance).samples;
}

/** As `speak`, and tells where the digits are. */
export function say(utterance: Utterance): Said {
  const { speaker, session, seed, digits, language = 'zh' } = utterance;
  const chance = chanceFrom(seed * 31_337 + speaker.seed);
  const postures: Posture[] = [...rest(chance.between(250, 450))];
  const places = [...digits].map((character, place): [number, number] => {
    const digit = Number(character);
    const spoken = SPOKEN_DIGITS[language][digit];
    if (spoken === undefined) throw new TypeError(`'${character}' is no digit`);
    if (place > 0) postures.push(...rest(chance.between(...session.gapMs)));
    const from = postures.length * STEP;
    postures.push(...sayDigit(spoken, digit, utterance, chance));
    return [from, postures.length * STEP];
  });
  postures.push(...rest(chance.between(250, 450)));
  glide(postures);
  const samples = throughRoom(sound(postures, speaker, chance), session, chance);
  return { samples, digits: places };
}

function* rest(ms: number): Generator<Posture> {
  for (let at = 0; at < ms; at += 5) {
    yield {
      formants: [500, 1_500, 2_500, ...HIGH_FORMANTS_HZ],
      voice: 0,
      breath: 0,
      hiss: 0,
      hissHz: 5_000,
      hissWidthHz: 2_000,
      pitchHz: 100,
    };
  }
}

function sayDigit(
  spoken: SpokenDigit,
  digit: number,
  { speaker, session }: Utterance,
  chance: Chance,
): Posture[] {
  const tempo = (speaker.tempo * session.tempo) / (1 + 0.08 * chance.normal());
  const pitch = speaker.pitchHz * session.pitch * (1 + 0.03 * chance.normal());
  const loud = 1 + 0.12 * chance.normal();
  const phones = spoken.phones.map((phone) => ({
    phone,
    steps: Math.max(2, Math.round((phone.ms / tempo / 5) * (1 + 0.1 * chance.normal()))),
  }));
  const stepsInAll = phones.reduce((sum, { steps }) => sum + steps, 0);
  const postures: Posture[] = [];
  for (const [place, { phone, steps }] of phones.entries()) {
    const accent = speaker.accent(digit, place);
    const formants = formantsOf(phone, accent, speaker, session, chance);
    for (let step = 0; step < steps; step++) {
      const relative = pitchAt(spoken.pitch, postures.length / stepsInAll);
      postures.push({
        formants,
        voice: phone.voice * loud,
        breath: phone.breath * speaker.breath * loud,
        hiss: (phone.hiss?.strength ?? 0) * loud,
        hissHz: (phone.hiss?.hz ?? 5_000) * speaker.hissScale,
        hissWidthHz: phone.hiss?.widthHz ?? 2_000,
        pitchHz: pitch * (1 + (relative - 1) * speaker.pitchRange),
      });
    }
  }
  return postures;
}

function formantsOf(
  phone: Phone,
  accent: readonly number[],
  speaker: Speaker,
  session: Session,
  chance: Chance,
): number[] {
  return [...phone.formants, ...HIGH_FORMANTS_HZ].map((hz, index) => {
    const scale = (speaker.formantScales[index] ?? 1) * (session.formantDrift[index] ?? 1);
    const today = 1 + 0.018 * chance.normal();
    return Math.min(7_200, hz * scale * (accent[index] ?? 1) * today);
  });
}

function pitchAt(contour: readonly number[], along: number): number {
  const place = along * (contour.length - 1);
  const low = Math.floor(place);
  const from = contour[low] ?? 1;
  return from + ((contour[low + 1] ?? from) - from) * (place - low);
}

/** A mouth cannot jump: every value moves to the next within some 30 ms. */
function glide(postures: Posture[]): void {
  const before = postures.map((posture) => ({ ...posture, formants: [...posture.formants] }));
  const numbers = ['voice', 'breath', 'hiss', 'pitchHz'] as const;
  for (const [place, posture] of postures.entries()) {
    const from = Math.max(0, place - GLIDE_STEPS / 2);
    const window = before.slice(from, place + GLIDE_STEPS / 2 + 1);
    const mean = (of: (one: Posture) => number): number =>
      window.reduce((sum, one) => sum + of(one), 0) / window.length;
    for (const name of numbers) posture[name] = mean((one) => one[name]);
    posture.formants = posture.formants.map((_, index) => mean((one) => one.formants[index] ?? 0));
  }
}

function sound(postures: readonly Posture[], speaker: Speaker, chance: Chance): Float32Array {
  const out = new Float32Array(postures.length * STEP);
  const mouth = BANDWIDTHS_HZ.map(() => resonator());
  const teeth = [resonator(), resonator()];
  const glottis = glottisOf(speaker, chance);
  for (const [step, posture] of postures.entries()) {
    for (const [index, filter] of mouth.entries()) {
      const width = (BANDWIDTHS_HZ[index] ?? 300) * speaker.bandwidthScale;
      tune(filter, posture.formants[index] ?? 4_000, width);
    }
    for (const filter of teeth) tuneLoudest(filter, posture.hissHz, posture.hissWidthHz);
    for (let place = 0; place < STEP; place++) {
      const air = chance.normal();
      let sample = glottis(posture.pitchHz) * posture.voice + air * posture.breath * 0.2;
      for (const filter of mouth) sample = through(filter, sample);
      const hiss = teeth.reduce((part, filter) => through(filter, part), air * posture.hiss);
      out[step * STEP + place] = sample + 1.2 * hiss;
    }
  }
  return out;
}

/** Pulses of a glottis (derivative of Rosenberg's), each a little early or late, loud or soft. */
function glottisOf(speaker: Speaker, chance: Chance): (pitchHz: number) => number {
  let phase = 0;
  let stretch = 1;
  let loud = 1;
  const open = speaker.openQuotient;
  const peak = open * 0.67;
  return (pitchHz) => {
    phase += (pitchHz * stretch) / RATE_HZ;
    if (phase >= 1) {
      phase -= 1;
      stretch = 1 + speaker.jitter * chance.normal();
      loud = 1 + speaker.shimmer * chance.normal();
    }
    if (phase < peak) return loud * 0.5 * Math.sin((Math.PI * phase) / peak);
    if (phase < open) return -loud * Math.sin((Math.PI * (phase - peak)) / (2 * (open - peak)));
    return 0;
  };
}

function throughRoom(voice: Float32Array, session: Session, chance: Chance): Float32Array {
  const tilted = peaking(peaking(voice, 150, -session.tiltDb, 0.4), 6_000, session.tiltDb, 0.4);
  const heard = peaking(tilted, session.peakHz, session.peakDb);
  const top = heard.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-9);
  const level = strength(heard) * 10 ** (-session.signalToNoiseDb / 20);
  const hum = noise(heard.length, session.noiseColour, chance);
  return heard.map((sample, place) => {
    const mixed = ((sample + level * (hum[place] ?? 0)) / top) * session.peak;
    return Math.max(-1, Math.min(1, mixed));
  });
}
