// `npm start`: one command from a fresh clone to a bank in the browser, with the world around it.

import { dirname } from 'node:path';

import { progressOn, type Progress } from './progress.ts';
import { sandboxUrlOf, type Place } from './programs.ts';
import { assertNode, readSettings } from './settings.ts';
import { house, type House } from './start.ts';

type Person = { readonly name: string; readonly name_latin: string; readonly phone: string };

const PERSONA_PIN = '246810';

const progress = progressOn(process.stdout);
try {
  process.exitCode = await run(progress);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run({ say }: Progress): Promise<number> {
  assertNode(process.versions.node);
  const projectRoot = dirname(dirname(dirname(import.meta.dirname)));
  const settings = readSettings(projectRoot, process.env);
  const bank = house(settings, progress);
  const asked = askedToStop();
  say('\nSycee, a digital bank on your machine\n');
  const ended = await Promise.race([asked, live(bank, say)]).catch((error: unknown) =>
    error instanceof Error ? error : new Error(String(error)),
  );
  say(ended === 'asked' ? '\nStopping ...' : '');
  await bank.stop();
  if (ended === 'asked') {
    say('Everything has stopped. Your data is kept: npm start goes on from here.');
    return 0;
  }
  throw ended;
}

/** Starts, greets, and lives until something breaks. */
async function live(bank: House, say: Progress['say']): Promise<Error> {
  const { place, broken } = await bank.start();
  say(await greeting(place));
  return new Error(await broken);
}

function askedToStop(): Promise<'asked'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => resolve('asked'));
    }
  });
}

async function greeting(place: Place): Promise<string> {
  const answer = await fetch(`${sandboxUrlOf(place.sandboxPort)}/control/people`);
  const { items } = (await answer.json()) as { items: (Person & { persona: boolean })[] };
  const personas = items.filter(({ persona }) => persona);
  return [
    '',
    `  Open  http://localhost:${place.port}`,
    '',
    '  Sign in as one of the demo customers, or as somebody new. Codes sent by SMS show in the',
    '  sandbox drawer of the app.',
    '',
    ...personas.map(
      ({ name, name_latin: latin, phone }) =>
        `    ${latin.padEnd(11)} ${name.padEnd(4, '\u3000')} ${phone.slice(3)}   PIN ${PERSONA_PIN}`,
    ),
    '',
    `  Data and logs: ${place.settings.dataDir}`,
    '  Ctrl-C stops everything.',
    '',
  ].join('\n');
}
