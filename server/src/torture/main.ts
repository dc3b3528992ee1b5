// `npm run torture:ledger -- 100`: so many rounds of sudden death under full load. Ends with 1 when
// the books contradict anything that anybody was told.

import { parseArgs } from 'node:util';
import { torture, VICTIMS, type Round } from './torture.ts';

const { values, positionals } = parseArgs({
  options: { 'data-dir': { type: 'string', default: '.sycee/torture' } },
  allowPositionals: true,
});
const count = Number(positionals[0] ?? VICTIMS.length * 2);
const victims = Array.from({ length: count }, (_, index) => {
  const victim = VICTIMS[index % VICTIMS.length];
  return victim ?? 'server';
});

const rounds = await torture(values['data-dir'], victims, tell);
const wrong = rounds.filter((round) => round.wrong.length > 0).length;
const sum = (of: (round: Round) => number): number =>
  rounds.reduce((total, round) => total + of(round), 0);
process.stdout.write(
  `${rounds.length} rounds, ${wrong} with contradictions; ${sum(({ created }) => created)} made, ` +
    `${sum(({ refused }) => refused)} refused, ${sum(({ unanswered }) => unanswered)} unanswered\n`,
);
process.exitCode = wrong === 0 ? 0 : 1;

function tell({ victim, created, refused, unanswered, wrong: found }: Round): void {
  process.stdout.write(
    `${victim.padEnd(11)}  ${created} made, ${refused} refused, ${unanswered} unanswered` +
      `  ${found.length === 0 ? 'ok' : 'WRONG'}\n${found.map((one) => `    ${one}\n`).join('')}`,
  );
}
