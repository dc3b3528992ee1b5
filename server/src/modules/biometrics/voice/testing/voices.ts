// What tests of voices share: recordings of made-up people, as the app would send them.

import type { Language } from '../voice-print.ts';
import { wavOf } from '../wav.ts';
import { speak } from './speak.ts';
import { sessionFrom, speakerFrom, type Session } from './speaker.ts';

export type Recorded = {
  readonly person: number;
  readonly digits: string;
  readonly day?: number;
  readonly take?: number;
  readonly language?: Language;
  readonly session?: Partial<Session>;
};

/** Samples of a person saying digits in a quiet room. */
export function samplesBy(recorded: Recorded): Float32Array {
  const { person, digits, day = 1, take = 1, language = 'zh', session = {} } = recorded;
  return speak({
    speaker: speakerFrom(person),
    session: sessionFrom(person * 100 + day, { signalToNoiseDb: 40, ...session }),
    digits,
    language,
    seed: person * 1_000 + day * 10 + take,
  });
}

/** The same as a WAV file. */
export function recordingBy(recorded: Recorded): Uint8Array {
  return wavOf(samplesBy(recorded));
}
