// The trials of a measurement: made-up people enrol, come again on other days, are imitated by
// others, are played back, and say other digits than they were asked.

import { drawEnrolment, drawVerification } from '../draw-digits.ts';
import { examineVoice } from '../mfcc-dtw.ts';
import type { VoiceFindings } from '../voice-model.ts';
import type { Language, Take, VoiceTemplate } from '../voice-print.ts';
import { wavOf } from '../wav.ts';
import { replayed, spliced } from '../testing/replay.ts';
import { say, speak, type Said } from '../testing/speak.ts';
import { sessionFrom, speakerFrom, type Session } from '../testing/speaker.ts';

export type TrialKind = 'enrolment' | 'genuine' | 'impostor' | 'other digits' | 'replay' | 'splice';

export type Trial = {
  readonly kind: TrialKind;
  readonly findings: VoiceFindings;
  readonly seconds: number;
};

export type TrialPlan = {
  readonly language: Language;
  readonly people: number;
  readonly firstSeed: number;
  readonly days: number;
  readonly impostors: number;
  readonly session?: Partial<Session>;
};

/** All trials of a plan, one person after another. */
export function* trialsOf(plan: TrialPlan): Generator<Trial> {
  for (let index = 0; index < plan.people; index++) yield* trialsOfPerson(plan, index);
}

function* trialsOfPerson(plan: TrialPlan, index: number): Generator<Trial> {
  const { language, firstSeed } = plan;
  const seed = firstSeed + index;
  const speaker = speakerFrom(seed);
  const day = (number: number): Session => sessionFrom(seed * 100 + number, plan.session);
  const digits = drawEnrolment(6, `enrol ${seed}`);
  const ask = (round: number): string => drawVerification(digits, 4, `verify ${seed} ${round}`);
  const said = [1, 2].map((take) =>
    say({ speaker, session: day(0), digits, language, seed: seed * 10 + take }),
  );
  const enrolment = examine('enrolment', { language, digits, sounds: said.map(soundOf) });
  yield enrolment;
  const template: VoiceTemplate = {
    id: String(seed),
    language,
    takes: enrolment.findings.takes,
    heard: [],
  };
  const heard: Take[] = [];
  for (let round = 1; round <= plan.days; round++) {
    const asked = ask(round);
    const sound = speak({ speaker, session: day(round), digits: asked, language, seed: round });
    const about = { language, digits: asked, template: { ...template, heard: [...heard] } };
    const trial = examine('genuine', { ...about, sounds: [sound] });
    yield trial;
    heard.push(...trial.findings.takes);
    yield examine('other digits', { ...about, digits: ask(round + 50), sounds: [sound] });
    const again = { ...about, template: { ...template, heard } };
    yield examine('replay', { ...again, sounds: [replayed(sound, { seed: seed + round })] });
    const mixed = spliced(said, [digits, digits], asked);
    yield examine('splice', { ...about, sounds: [replayed(mixed, { seed: seed + round })] });
  }
  for (let other = 1; other <= plan.impostors; other++) {
    const stranger = firstSeed + ((index + other) % plan.people);
    const asked = ask(100 + other);
    const sound = speak({
      speaker: speakerFrom(stranger),
      session: sessionFrom(stranger * 100 + other, plan.session),
      digits: asked,
      language,
      seed: seed + other,
    });
    yield examine('impostor', { language, digits: asked, template, sounds: [sound] });
  }
}

type Examined = {
  readonly language: Language;
  readonly digits: string;
  readonly template?: VoiceTemplate;
  readonly sounds: readonly Float32Array[];
};

function examine(kind: TrialKind, { sounds, ...question }: Examined): Trial {
  const recordings = sounds.map(wavOf);
  const started = performance.now();
  const findings = examineVoice({ ...question, recordings });
  return { kind, findings, seconds: (performance.now() - started) / 1_000 };
}

function soundOf({ samples }: Said): Float32Array {
  return samples;
}
