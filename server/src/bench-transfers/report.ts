// What a run of the benchmark found, as tables for people.

import type { Speed } from '../bench/pace.ts';
import { counted, number, tableOf } from '../bench/table.ts';
import type { Measured } from './measure.ts';

/** What was measured; what was left out is undefined. */
export type Findings = {
  readonly bank: Measured | undefined;
  readonly floor: Measured | undefined;
  /** The use case alone, one transfer a transaction, in process. */
  readonly alone: Speed | undefined;
};

/** The tables of a run. */
export function reportOf({ bank, floor, alone }: Findings, steadyRate: number): string {
  const servers = { 'POST /v1/transfers': bank, 'Fastify and pg alone': floor };
  const measured = Object.entries(servers).flatMap(([name, found]) =>
    found === undefined ? [] : [{ name, found }],
  );
  const speeds = measured.flatMap(({ name, found }) => [
    speedRow(`${name}, at saturation`, found.saturation),
    speedRow(`${name}, ${steadyRate} a second`, found.steady),
  ]);
  if (alone !== undefined) speeds.push(speedRow('in process, one a transaction', alone));
  return [
    tableOf(['', 'transfers/s', 'p50 ms', 'p99 ms'], speeds),
    '',
    tableOf(
      ['us of processor a transfer', 'server', 'PostgreSQL', 'client', 'all', 'WAL bytes'],
      measured.map(({ name, found }) => cpuRow(name, found)),
    ),
    ...ratios({ bank, floor, alone }),
    'The PIN was proven before: an argon2 hash of 19 MiB is its cost, not that of a transfer.',
    '',
  ].join('\n');
}

function speedRow(name: string, { perSecond, p50Ms, p99Ms }: Speed): string[] {
  return [name, counted(perSecond), number(p50Ms, 1), number(p99Ms, 1)];
}

function cpuRow(name: string, found: Measured): string[] {
  const { server, PostgreSQL, client } = microsOf(found);
  const all = server + PostgreSQL + client;
  return [name, ...[server, PostgreSQL, client, all, found.walBytes].map(counted)];
}

function microsOf({ cpu, saturation }: Measured): Measured['cpu'] {
  const micros = (seconds: number): number => (seconds / saturation.transfers) * 1e6;
  return {
    server: micros(cpu.server),
    PostgreSQL: micros(cpu.PostgreSQL),
    client: micros(cpu.client),
  };
}

function ratios({ bank, floor, alone }: Findings): string[] {
  if (bank === undefined) return [];
  const lines: string[] = [];
  if (floor !== undefined) {
    const [own, least] = [microsOf(bank), microsOf(floor)];
    const times = (process: keyof Measured['cpu']): string =>
      number(own[process] / least[process], 1);
    lines.push(
      `times the floor: server ${times('server')}, PostgreSQL ${times('PostgreSQL')}, ` +
        `made a second ${number(bank.saturation.perSecond / floor.saturation.perSecond, 2)}`,
    );
  }
  if (alone !== undefined) {
    const times = bank.saturation.perSecond / alone.perSecond;
    lines.push(`times one a transaction, made a second: ${number(times, 1)}`);
  }
  return lines;
}
