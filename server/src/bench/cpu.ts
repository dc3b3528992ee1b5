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
  const rows = await asOwner<{ pid: number }>(url, 'select pid from pg_stat_activity');
  try {
    return new Map(rows.map(({ pid }) => [pid, secondsOf(pid)]));
  } catch {
    return null;
  }
}

/** Fields 14 and 15 of /proc/pid/stat, counted behind the name, which may hold spaces. */
function secondsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  if (!stat.includes('postgres')) throw new Error(`process ${pid} is not PostgreSQL's`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
