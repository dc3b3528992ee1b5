// A benchmark's findings as a table for people; JSON carries the same.

import type { CheckResult } from '../platform/database/checks.ts';
import type { CpuSeconds } from './cpu.ts';
import type { Design } from './designs.ts';
import type { Speed } from './pace.ts';
import type { Traffic } from './traffic.ts';

/** One design under one traffic in one round. */
export type Line = {
  readonly round: number;
  readonly traffic: Traffic;
  readonly design: string;
  readonly saturation: Speed;
  readonly cpu: CpuSeconds;
  /** At 2 000 a second, and at half of saturation; null where that is beyond the design. */
  readonly steady: Speed | null;
  readonly half: Speed | null;
};

export type Report = {
  readonly description: string;
  readonly accounts: number;
  readonly seconds: number;
  readonly designs: readonly Pick<Design, 'name' | 'about'>[];
  readonly lines: readonly Line[];
  readonly audit: readonly CheckResult[];
};

const HEAD = [
  'traffic',
  'design',
  'per second',
  'x naive',
  'of fsync',
  'p50/p99 ms',
  'at 2 000/s',
  'at half',
  'CPU node+pg',
];

/** The medians of all rounds as a table, and what the audit found. */
export function tableOf(report: Report): string {
  const rows = [...new Set(report.lines.map(({ traffic }) => traffic))].flatMap((traffic) =>
    report.designs.map(({ name }) => rowOf(report, traffic, name)),
  );
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rounds = Math.max(...report.lines.map(({ round }) => round));
  const broken = report.audit.filter(({ violations }) => violations > 0);
  return [
    `${report.description}; ${report.accounts} accounts, ${report.seconds} s a figure, ` +
      (rounds === 1 ? 'one round' : `medians of ${rounds} rounds`),
    line(HEAD),
    ...rows.map(line),
    ...report.designs.map(({ name, about }) => `${name}: ${about}`),
    ...broken.map(({ name, findings }) => `AUDIT FAILED ${name}: ${findings.length} findings`),
    broken.length === 0 ? `audit: ${report.audit.length} proofs, all ok` : 'the books are wrong',
    '',
  ].join('\n');
}

function rowOf({ lines }: Report, traffic: Traffic, design: string): string[] {
  const of = (name: string): Line[] =>
    lines.filter((one) => one.traffic === traffic && one.design === name);
  const own = of(design);
  const perSecond = median(own.map((one) => one.saturation.perSecond));
  const ratio = (name: string): number =>
    perSecond / median(of(name).map((one) => one.saturation.perSecond));
  return [
    traffic,
    design,
    perSecond.toFixed(0),
    told(ratio('naive'), 1),
    told(ratio('fsync'), 2),
    latency(own.map((one) => one.saturation)),
    latency(own.map((one) => one.steady)),
    latency(own.map((one) => one.half)),
    own.map(({ cpu }) => `${cpu.node.toFixed(1)}+${cpu.postgres?.toFixed(1) ?? '?'} s`).at(-1) ??
      '',
  ];
}

function latency(speeds: readonly (Speed | null)[]): string {
  const known = speeds.filter((speed) => speed !== null);
  if (known.length === 0) return '-';
  const p50 = median(known.map(({ p50Ms }) => p50Ms));
  const p99 = median(known.map(({ p99Ms }) => p99Ms));
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

function told(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '-';
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
