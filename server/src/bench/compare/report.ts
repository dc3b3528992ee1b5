// A comparison's findings as a table for people; JSON carries the same.

import type { CpuSeconds } from '../cpu.ts';
import type { Clients, Speed } from '../pace.ts';
import { counted, median, number, tableOf } from '../table.ts';
import type { Traffic } from '../traffic.ts';
import type { Design } from './designs.ts';
import type { Measured } from './measure.ts';

/** One design under one traffic, asked in one way, in one round. */
export type Line = Measured & {
  readonly round: number;
  readonly traffic: Traffic;
  readonly design: string;
  readonly clients: Clients;
};

export type Comparison = {
  readonly accounts: number;
  readonly seconds: number;
  readonly designs: readonly Pick<Design, 'name' | 'about' | 'askedBy'>[];
  readonly lines: readonly Line[];
};

const HEAD = [
  'traffic',
  'design',
  'clients',
  'made/s',
  'spread',
  'sustained/s',
  'behind',
  'x naive',
  'of fsync',
  'p50 / p99 ms',
  'at 2 000/s',
  'at half',
  'enough',
  'p50 / p99 then',
  'CPU us',
];
const TEXTS = 3;

/** The medians of all rounds as tables. */
export function comparisonText(comparison: Comparison): string {
  const { accounts, seconds, designs, lines } = comparison;
  const rounds = new Set(lines.map(({ round }) => round)).size;
  const groups = groupsOf(lines);
  return [
    `${counted(accounts)} accounts, ${seconds} s a figure, ` +
      (rounds === 1 ? 'one round' : `medians of ${rounds} rounds`),
    tableOf(
      HEAD,
      groups.map((group) => rowOf(lines, group)),
      TEXTS,
    ),
    ...designs.map(({ name, about }) => `${name}: ${about}`),
    cpuTable(groups),
  ].join('\n');
}

/** The lines of all rounds that are told as one. */
function groupsOf(lines: readonly Line[]): Line[][] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${line.traffic} ${line.design} ${line.clients.size}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()].toSorted((a, b) => isHot(a) - isHot(b));
}

function isHot([line]: readonly Line[]): number {
  return line?.traffic === 'hot' ? 1 : 0;
}

function rowOf(lines: readonly Line[], group: readonly Line[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { traffic, design, clients } = first;
  const made = group.map(({ saturation }) => saturation.perSecond);
  const of = (valueOf: (line: Line) => number | null | undefined): number =>
    median(group.flatMap((line) => valueOf(line) ?? []));
  return [
    traffic,
    design,
    `${counted(clients.clients)} x ${counted(clients.size)}`,
    counted(median(made)),
    made.length > 1 ? `${counted(Math.min(...made))}-${counted(Math.max(...made))}` : '-',
    counted(of(({ sustainedPerSecond }) => sustainedPerSecond)),
    counted(of(({ left }) => left?.behind)),
    ratios(of, (line, speedOf) => ratioTo(lines, line, 'naive', speedOf), 1),
    ratios(of, (line, speedOf) => ratioTo(lines, line, 'fsync', speedOf), 2),
    latency(group.map(({ saturation }) => saturation)),
    latency(group.map(({ steady }) => steady)),
    latency(group.map(({ half }) => half)),
    enoughText(group),
    latency(group.map(({ enough }) => enough)),
    cpuText(group.map(({ cpuMicros }) => cpuMicros)),
  ];
}

type SpeedOf = (line: Line) => number;
const MADE: SpeedOf = ({ saturation }) => saturation.perSecond;
const SUSTAINED: SpeedOf = ({ sustainedPerSecond }) => sustainedPerSecond;

/** What was made and what is sustained, each against the other design's. */
function ratios(
  of: (valueOf: (line: Line) => number | undefined) => number,
  ratio: (line: Line, speedOf: SpeedOf) => number | undefined,
  digits: number,
): string {
  const [made, sustained] = [MADE, SUSTAINED].map((speedOf) =>
    number(
      of((line) => ratio(line, speedOf)),
      digits,
    ),
  );
  return made === '-' ? '-' : `${made} / ${sustained}`;
}

/** Against the same round, and where the other can be asked in the same way, asked so. */
export function ratioTo(
  lines: readonly Line[],
  line: Line,
  name: string,
  speedOf: SpeedOf = MADE,
): number | undefined {
  const others = lines.filter(
    ({ round, traffic, design }) =>
      round === line.round && traffic === line.traffic && design === name,
  );
  const other = others.find(({ clients }) => clients.size === line.clients.size) ?? others.at(0);
  return other && speedOf(line) / speedOf(other);
}

function latency(speeds: readonly (Speed | null)[]): string {
  const known = speeds.filter((speed) => speed !== null);
  if (known.length === 0) return '-';
  const p50 = median(known.map(({ p50Ms }) => p50Ms));
  const p99 = median(known.map(({ p99Ms }) => p99Ms));
  return `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

/** The fewest clients of most rounds. */
function enoughText(group: readonly Line[]): string {
  const counts = group.flatMap(({ enough }) => enough?.clients ?? []);
  return counts.length === 0 ? '-' : counted(median(counts));
}

function cpuText(rounds: readonly CpuSeconds[]): string {
  const node = median(rounds.map((one) => one.node));
  const postgres = median(rounds.map((one) => total(one.postgres)));
  return `${number(node, 1)} + ${number(postgres, 1)}`;
}

function total(kinds: CpuSeconds['postgres']): number {
  return kinds === null ? Number.NaN : Object.values(kinds).reduce((sum, one) => sum + one, 0);
}

/** Whose microseconds in PostgreSQL they were. */
function cpuTable(groups: readonly (readonly Line[])[]): string {
  const all = groups.flat().flatMap(({ cpuMicros }) => Object.entries(cpuMicros.postgres ?? {}));
  const kinds = [...new Set(all.filter(([, micros]) => micros >= 0.05).map(([kind]) => kind))];
  if (kinds.length === 0) return "PostgreSQL's processor time cannot be seen from here";
  const rows = groups
    .filter(([line]) => line?.design !== 'fsync')
    .map((group) => [
      group[0]?.traffic ?? '',
      group[0]?.design ?? '',
      String(group[0]?.clients.size),
      ...kinds.map((kind) =>
        number(median(group.map(({ cpuMicros }) => cpuMicros.postgres?.[kind] ?? 0)), 1),
      ),
    ]);
  const head = ['PostgreSQL, us', 'design', 'size', ...kinds];
  return `\n${tableOf(head, rows, TEXTS - 1)}`;
}
