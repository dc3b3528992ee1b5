// Who used the processor: this process, and the PostgreSQL beside it, by what its processes do,
// where that can be seen.

import { readFileSync } from 'node:fs';
import { asOwner } from './place.ts';

/** Seconds of processor time; null for a PostgreSQL on another machine or system. */
export type CpuSeconds = {
  readonly node: number;
  /** By kind: `server`, `fold`, `walwriter`, `checkpointer`, ...; `ended` are those gone since. */
  readonly postgres: Readonly<Record<string, number>> | null;
};

type Process = { readonly kind: string; readonly seconds: number };
type Seen = { readonly processes: Map<number, Process>; readonly ended: number };

const TICKS_PER_SECOND = 100;

/** Starts counting; the answer tells what was used until it is called. */
export async function countCpu(url: string): Promise<() => Promise<CpuSeconds>> {
  const before = await postgresSeconds(url);
  const node = process.cpuUsage();
  return async () => {
    const { user, system } = process.cpuUsage(node);
    const after = await postgresSeconds(url);
    const postgres = before === null || after === null ? null : used(before, after);
    return { node: (user + system) / 1e6, postgres };
  };
}

function used(before: Seen, after: Seen): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const [pid, { kind, seconds: now }] of after.processes) {
    seconds[kind] = (seconds[kind] ?? 0) + now - (before.processes.get(pid)?.seconds ?? 0);
  }
  const gone = [...before.processes].filter(([pid]) => !after.processes.has(pid));
  const ownPast = gone.reduce((sum, [, one]) => sum + one.seconds, 0);
  return { ...seconds, ended: Math.max(0, after.ended - before.ended - ownPast) };
}

async function postgresSeconds(url: string): Promise<Seen | null> {
  const rows = await asOwner<{ pid: number; kind: string }>(
    url,
    `select pid, case when backend_type <> 'client backend' then backend_type
          when application_name = 'fold' or query like '%ledger.fold(%' then 'fold'
          when application_name = 'sycee' then 'server' else application_name end as kind
        from pg_stat_activity where pid <> pg_backend_pid()`,
  );
  const processes = new Map(
    rows.flatMap(({ pid, kind }): [number, Process][] => {
      const stat = statOf(pid);
      return stat === null ? [] : [[pid, { kind, seconds: stat.seconds }]];
    }),
  );
  const [one] = processes.keys();
  const parent = one === undefined ? undefined : statOf(one)?.parent;
  if (parent === undefined) return null;
  return { processes, ended: statOf(parent)?.children ?? 0 };
}

/** What /proc/pid/stat tells, its fields counted behind the name; null where it cannot be seen. */
function statOf(pid: number) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    if (!stat.includes('(postgres')) return null;
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = (field: number): number => Number(fields[field]) / TICKS_PER_SECOND;
    return {
      parent: Number(fields[1]),
      seconds: ticks(11) + ticks(12),
      children: ticks(13) + ticks(14),
    };
  } catch {
    return null;
  }
}
