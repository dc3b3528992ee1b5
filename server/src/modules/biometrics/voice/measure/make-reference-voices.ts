// `npm run make:reference-voices`: writes the voices that recordings are read and measured with.
// Made-up ones, or with `-- --recordings folder` real ones: files named zh-7-ann.wav, a digit each.

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cepstraOf } from '../cepstra.ts';
import { speechIn } from '../speech.ts';
import { printOf, type Language } from '../voice-print.ts';
import { samplesOf } from '../wav.ts';
import { speak } from '../testing/speak.ts';
import { sessionFrom, speakerFrom } from '../testing/speaker.ts';

const VOICES = 6;
/** Far from the seeds of tests and measurements: nobody is measured against themselves. */
const FIRST_SEED = 9_001;
const DIGITS = [...'0123456789'];

const { values } = parseArgs({ options: { recordings: { type: 'string' } } });
const target = join(import.meta.dirname, '../generated/reference-voices.ts');
const voices = {
  zh: values.recordings === undefined ? madeUp('zh') : recorded(values.recordings, 'zh'),
  en: values.recordings === undefined ? madeUp('en') : recorded(values.recordings, 'en'),
};
writeFileSync(
  target,
  `// Written by \`npm run make:reference-voices\`: for each voice the prints of the digits 0 to 9.

export const REFERENCE_VOICES: Readonly<Record<'zh' | 'en', readonly (readonly string[])[]>> =
  ${JSON.stringify(voices)};
`,
);
execFileSync('npx', ['oxfmt', target]);

function madeUp(language: Language): string[][] {
  return Array.from({ length: VOICES }, (_, index) => {
    const seed = FIRST_SEED + index;
    const speaker = speakerFrom(seed);
    const session = sessionFrom(seed, { signalToNoiseDb: 40, tiltDb: 0, peakDb: 0 });
    return DIGITS.map((digits) => print(speak({ speaker, session, digits, language, seed })));
  });
}

function recorded(folder: string, language: Language): string[][] {
  const pattern = new RegExp(`^${language}-0-(\\w+)\\.wav$`);
  const names = readdirSync(folder).flatMap((file) => pattern.exec(file)?.[1] ?? []);
  if (names.length === 0) return madeUp(language);
  return names.map((name) =>
    DIGITS.map((digit) => {
      const samples = samplesOf(readFileSync(join(folder, `${language}-${digit}-${name}.wav`)));
      if (samples === undefined) throw new Error(`${name}, ${digit}: not 16 kHz, mono, 16 bit`);
      return print(samples);
    }),
  );
}

function print(samples: Float32Array): string {
  return printOf(cepstraOf(samples, speechIn(samples).rows));
}
