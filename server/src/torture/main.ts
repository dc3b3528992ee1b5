// `npm run torture:ledger -- 100 --engine both`: so many rounds of sudden death under full load.
// Ends with 1 when the books contradict anything that anybody was told.

import { parseArgs } from 'node:util';
import type { EngineName } from '#ledger';
import { torture, VICTIMS, type Round } from './torture.ts';

const { values, positionals } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '.sycee/torture' },
    engine: { type: 'string', default: 'both' },
  },
  allowPositionals: true,
});
const ALL: readonly EngineName[] = ['sql', 'memory'];
const engines = ALL.filter((name) => values.engine === 'both' || values.engine === name);
if (engines.length === 0) throw new Error('--engine is sql, memory or both');
const count = Number(positionals[0] ?? VICTIMS.length * 2);
const victims = Array.from({ length: count }, (_, index) => {
  return VICTIMS[index % VICTIMS.length] ?? 'server';
});

let wrong = 0;
for (const engine of engines) {
  let played = 0;
  const rounds = await torture(values['data-dir'], engine, victims, (round) => {
    say(`${engine} ${String(++played).padStart(3)}/${count}  ${told(round)}`);
  });
  const failed = rounds.filter((round) => round.wrong.length > 0).length;
  wrong += failed;
  const answers = total(rounds);
  const back = rounds.map(({ backAfterMs }) => backAfterMs).toSorted((a, b) => a - b);
  say(
    `${engine}: ${rounds.length} rounds, ${failed} with contradictions; ${listed(answers)}; ` +
      `back after ${back[Math.floor(back.length / 2)]} ms in the middle, ${back.at(-1)} at most`,
  );
}
process.exitCode = wrong === 0 ? 0 : 1;

function told({ victim, answers, seconds, backAfterMs, wrong: found }: Round): string {
  const verdict =
    found.length === 0 ? 'ok' : `WRONG\n${found.map((one) => `    ${one}`).join('\n')}`;
  const times = `${seconds.toFixed(1)} s, back after ${backAfterMs} ms`;
  return `${victim.padEnd(11)}  ${listed(answers)}; ${times}  ${verdict}`;
}

/** How many were made, refused for a reason of the ledger, undone, and left without an answer. */
function listed(answers: Readonly<Record<string, number>>): string {
  const { created = 0, 'rolled back': undone = 0, 'not made': no = 0, unknown = 0 } = answers;
  const all = Object.values(answers).reduce((sum, one) => sum + one, 0);
  const refused = all - created - undone - no - unknown;
  return `${created} made, ${refused} refused, ${undone} undone, ${no} errors, ${unknown} unknown`;
}

function total(rounds: readonly Round[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { answers } of rounds) {
    for (const [status, number] of Object.entries(answers))
      sums[status] = (sums[status] ?? 0) + number;
  }
  return sums;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
