// How news kept up, as a table for people; JSON carries the same.

import { counted, number, tableOf } from '../table.ts';
import type { Events, EventsLine } from './events.ts';

const HEAD = [
  'events',
  'transfers/s',
  'p50 / p99 ms',
  'events/s',
  'heard/s',
  'lag p50 / p99 ms',
  'unheard at the end',
  'then heard/s',
  'until all',
];

/** Speed with and without events, and how late they were heard. */
export function eventsText({ engine, accounts, size, lines }: Events): string {
  return [
    `engine ${engine}, ${counted(accounts)} accounts, 4 clients with ${size} transfers at a time`,
    tableOf(HEAD, lines.map(cellsOf)),
  ].join('\n');
}

function cellsOf(line: EventsLine): string[] {
  const { carrying, speed, published, heardMeanwhile, catchUp } = line;
  const first = [
    carrying,
    counted(speed.perSecond),
    `${number(speed.p50Ms, 1)} / ${number(speed.p99Ms, 1)}`,
  ];
  if (published === 0) return [...first, '-', '-', '-', '-', '-', '-'];
  return [
    ...first,
    counted(published / speed.seconds),
    counted(heardMeanwhile / speed.seconds),
    `${number(line.lagP50Ms, 0)} / ${number(line.lagP99Ms, 0)}`,
    counted(published - heardMeanwhile),
    counted(catchUp.heard / catchUp.seconds),
    catchUp.left === 0 ? `${number(catchUp.seconds, 1)} s` : `${counted(catchUp.left)} left`,
  ];
}
