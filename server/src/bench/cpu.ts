// Who used the processor: this process, and the PostgreSQL beside it where that can be seen.

import { readFileSync } from 'node:fs';
import { asOwner } from './place.ts';

/** Seconds of processor time; null for a PostgreSQL on another machine or system. */
export type CpuSeconds = { readonly node: number; readonly postgres: number | null };

const TICKS_PER_SECOND = 100;

/** Starts counting; the answer tells what was used until it is called. */
export async function countCpu(url: string): Promise<() => Promise<CpuSeconds>> {
  const node = process.cpuUsage();
  const before = await postgresSeconds(url);
  return async () => {
    const { user, system } = process.cpuUsage(node);
    const after = await postgresSeconds(url);
    const postgres =
      before === null || after === null
        ? null
        : [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0);
    return { node: (user + system) / 1e6, postgres };
  };
}

async function postgresSeconds(url: string): Promise<Map<number, number> | null> {
  const rows = await asOwner<{ pid: number }>(
    url,
    'select pid from pg_stat_activity where pid <> pg_backend_pid()',
  );
  const used = rows.flatMap(({ pid }): [number, number][] => {
    const seconds = secondsOf(pid);
    return seconds === null ? [] : [[pid, seconds]];
  });
  return used.length === 0 ? null : new Map(used);
}

/** Fields 14 and 15 of /proc/pid/stat, counted behind the name; null where it cannot be seen. */
function secondsOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return stat.includes('(postgres') ? ticks / TICKS_PER_SECOND : null;
  } catch {
    return null;
  }
}
