// `npm run measure:voice`: how often made-up voices are taken for others, how often people are not
// known again, and whether replays and other digits are noticed. The figures say whether the
// arithmetic works, not how well real people are told apart.

import { parseArgs } from 'node:util';
import { judgeVoice } from '../judge-voice.ts';
import { VOICE_SETTINGS } from '../settings.ts';
import type { VoiceScores } from '../voice-model.ts';
import { trialsOf, type Trial, type TrialKind } from './trials.ts';

const { values } = parseArgs({
  options: {
    language: { type: 'string', default: 'zh' },
    people: { type: 'string', default: '40' },
    days: { type: 'string', default: '3' },
    impostors: { type: 'string', default: '10' },
    'first-seed': { type: 'string', default: '20000' },
  },
});

const trials: Trial[] = [];
for (const trial of trialsOf({
  language: values.language === 'en' ? 'en' : 'zh',
  people: Number(values.people),
  days: Number(values.days),
  impostors: Number(values.impostors),
  firstSeed: Number(values['first-seed']),
})) {
  trials.push(trial);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

say(`${values.people} made-up people, ${values.language}, ${trials.length} recordings\n`);
tellDet();
tellShares('likeness', (scores) => scores.likeness);
tellShares('misreading', (scores) => scores.misreading);
tellShares('novelty', (scores) => scores.novelty);
tellOutcomes();
const seconds = trials.map((trial) => trial.seconds).toSorted((a, b) => a - b);
say(`seconds a check: median ${at(seconds, 0.5).toFixed(3)}, 95 % ${at(seconds, 0.95).toFixed(3)}`);

function scoresOf(kind: TrialKind, pick: (scores: VoiceScores) => number): number[] {
  return trials
    .filter((trial) => trial.kind === kind)
    .flatMap(({ findings }) => (findings.scores === null ? [] : pick(findings.scores)))
    .toSorted((a, b) => a - b);
}

function tellDet(): void {
  const genuine = scoresOf('genuine', ({ likeness }) => likeness);
  const impostor = scoresOf('impostor', ({ likeness }) => likeness);
  const matched = (threshold: number): number => share(impostor, (score) => score >= threshold);
  const missed = (threshold: number): number => share(genuine, (score) => score < threshold);
  say('likeness at least      FMR       FNMR');
  for (let step = 2; step <= 16; step++) {
    const threshold = step / 20;
    const figures = [matched(threshold), missed(threshold)].map((one) => percent(one).padStart(9));
    say(`${threshold.toFixed(2).padStart(15)} ${figures.join('  ')}`);
  }
  const errors = genuine.map((threshold) => Math.max(matched(threshold), missed(threshold)));
  say(`equal error rate ${percent(Math.min(...errors))}\n`);
}

function tellShares(name: string, pick: (scores: VoiceScores) => number): void {
  say(`${name.padEnd(14)} lowest     1 %     5 %    half    95 %    99 % highest`);
  const kinds = new Set(trials.map(({ kind }) => kind));
  for (const kind of kinds) {
    const scores = scoresOf(kind, pick);
    const places = [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1].map((one) => at(scores, one));
    say(`  ${kind.padEnd(13)}${places.map((one) => one.toFixed(2).padStart(6)).join('  ')}`);
  }
  say('');
}

function tellOutcomes(): void {
  say('outcome with the thresholds of the house');
  for (const kind of new Set(trials.map((trial) => trial.kind))) {
    const verdicts = trials
      .filter((trial) => trial.kind === kind)
      .map(({ findings }) =>
        judgeVoice({
          purpose: kind === 'enrolment' ? 'enrol' : 'verify',
          findings,
          isReplay: false,
          isCurrent: true,
          settings: VOICE_SETTINGS,
        }),
      );
    const accepted = percent(share(verdicts, ({ reasons }) => reasons.length === 0));
    const names = new Set(verdicts.flatMap(({ reasons }) => reasons));
    const why = [...names].map(
      (name) => `${name} ${percent(share(verdicts, ({ reasons }) => reasons.includes(name)))}`,
    );
    say(`  ${kind.padEnd(13)} accepted ${accepted.padStart(7)}   ${why.join(', ')}`);
  }
}

function at(sorted: readonly number[], place: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(place * sorted.length))] ?? Number.NaN;
}

function share<Item>(items: readonly Item[], is: (item: Item) => boolean): number {
  return items.filter(is).length / Math.max(1, items.length);
}
