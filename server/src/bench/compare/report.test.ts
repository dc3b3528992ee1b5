// The table's ratios are those of one round and of one way to ask.

import { expect, test } from 'vitest';
import { comparisonText, ratioTo, type Line } from './report.ts';

test.each([
  { of: 'sql', size: 2_000, round: 1, to: 'fsync', ratio: 0.5, because: 'both are asked by many' },
  { of: 'sql', size: 1, round: 1, to: 'fsync', ratio: 0.4, because: 'both are asked one by one' },
  { of: 'sql', size: 2_000, round: 2, to: 'fsync', ratio: 0.25, because: 'the round is its own' },
  { of: 'sql', size: 2_000, round: 1, to: 'naive', ratio: 25, because: 'naive has one way only' },
  { of: 'naive', size: 1, round: 1, to: 'memory', ratio: undefined, because: 'it was not run' },
])('$of in round $round, $size at once, is $ratio of $to: $because', (row) => {
  const asked = lines.find(
    ({ design, clients, round }) =>
      design === row.of && clients.size === row.size && round === row.round,
  );
  expect(asked && ratioTo(lines, asked, row.to)).toBe(row.ratio);
});

test('one reads the median of the rounds, their spread, and a dash for what is not known', () => {
  const text = comparisonText({ accounts: 10_000, seconds: 5, designs: [], lines });
  expect(text).toContain('10 000 accounts, 5 s a figure, medians of 2 rounds');
  const row = text.split('\n').find((one) => one.includes('4 x 2 000') && one.includes('sql'));
  expect(row?.split(/ {2,}/).slice(3)).toEqual([
    '50 000',
    '40 000-50 000',
    '45 000',
    '7 000',
    '25.0 / 22.5',
    '0.50 / 0.45',
    '1.0 / 2.0',
    '-',
    '-',
    '2',
    '0.5 / 1.5',
    '3.0 + 4.5',
  ]);
});

const lines: readonly Line[] = [
  line(1, 'naive', 1, 2_000),
  line(1, 'sql', 2_000, 50_000),
  line(1, 'sql', 1, 32_000),
  line(1, 'fsync', 2_000, 100_000),
  line(1, 'fsync', 1, 80_000),
  line(2, 'naive', 1, 2_000),
  line(2, 'sql', 2_000, 40_000),
  line(2, 'fsync', 2_000, 160_000),
];

function line(round: number, design: string, size: number, perSecond: number): Line {
  const speed = { transfers: perSecond, seconds: 1, perSecond, p50Ms: 1, p99Ms: 2 };
  return {
    round,
    traffic: 'random',
    design,
    clients: { clients: size === 1 ? 8_000 : 4, size },
    saturation: speed,
    left: { behind: 7_000, seconds: 0.1 },
    sustainedPerSecond: design === 'sql' ? perSecond * 0.9 : perSecond,
    cpuMicros: { node: 3, postgres: { server: 3.5, fold: 1 } },
    steady: null,
    half: null,
    enough: size === 1 ? null : { ...speed, clients: 2, p50Ms: 0.5, p99Ms: 1.5 },
  };
}
