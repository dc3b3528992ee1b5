// How the books grew, as tables for people; JSON carries the same.

import { counted, number, tableOf } from '../table.ts';
import type { Growth, Step, Window } from './growth.ts';

const HEAD = [
  'transfers',
  'made/s',
  'of start',
  'sustained/s',
  'p50 / p99 ms',
  'fold alone/s',
  'filled at/s',
  'left to fold',
  'WAL B',
  'Node MB',
];

/** Speed, space and reads at every size. */
export function growthText({ engine, accounts, start, steps }: Growth): string {
  const first = ['start', ...windowCells(start, start), '-', '-', '-', '-', '-'];
  return [
    `engine ${engine}, ${counted(accounts)} accounts, one transfer in ten to the busiest`,
    tableOf(HEAD, [first, ...steps.map((step) => speedCells(step, start))]),
    '\nbytes a transfer: rows + indexes',
    spaceTable(steps),
    '\nreads, p50 / p99 ms; "behind": the last 100 000 transfers stand on no statement yet',
    readsTable(steps),
  ].join('\n');
}

function windowCells(window: Window, start: Window): string[] {
  const { speed } = window;
  return [
    counted(speed.perSecond),
    `${number((100 * speed.perSecond) / start.speed.perSecond, 0)} %`,
    counted(window.sustainedPerSecond),
    millis(speed),
  ];
}

function speedCells({ transfers, window, fill, foldPerSecond, nodeBytes }: Step, start: Window) {
  return [
    counted(transfers),
    ...windowCells(window, start),
    counted(foldPerSecond),
    counted(fill.perSecond),
    counted(fill.left.behind),
    counted(fill.walBytes / fill.transfers),
    counted(nodeBytes / 1e6),
  ];
}

function spaceTable(steps: readonly Step[]): string {
  const tables = (steps.at(-1)?.tables ?? [])
    .filter(({ rows, indexes }) => (rows + indexes) / (steps.at(-1)?.transfers ?? 1) >= 0.5)
    .map(({ table }) => table);
  const rows = steps.map((step) => {
    const each = (bytes: number): number => bytes / step.transfers;
    const cells = tables.map((name) => {
      const found = step.tables.find(({ table }) => table === name);
      return `${number(each(found?.rows ?? 0), 0)} + ${number(each(found?.indexes ?? 0), 0)}`;
    });
    const all = step.tables.reduce((sum, one) => sum + one.rows + one.indexes, 0);
    return [counted(step.transfers), ...cells, number(each(all), 0)];
  });
  return tableOf(['transfers', ...tables, 'all'], rows);
}

function readsTable(steps: readonly Step[]): string {
  const names = steps[0]?.reads.map(({ name }) => name) ?? [];
  const rows = steps.flatMap((step) => [
    [counted(step.transfers), ...step.reads.map(millis)],
    [`${counted(step.transfers)}, behind`, ...step.readsBehind.map(millis)],
  ]);
  return tableOf(['transfers', ...names], rows);
}

function millis({ p50Ms, p99Ms }: Readonly<Record<'p50Ms' | 'p99Ms', number>>): string {
  return `${number(p50Ms, 1)} / ${number(p99Ms, 1)}`;
}
