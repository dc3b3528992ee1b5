// Every no the bank can say, read from the tables of its modules and joined with the status that
// the platform gives each kind.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { RefusalDefinition, RefusalKind, RefusalTable } from '@sycee/kit';

export type RefusalRow = RefusalDefinition & {
  readonly code: string;
  readonly status: number;
};

type StatusOf = (code: string, kind: RefusalKind) => number;

const MODULES = 'server/src/modules';

/** Reads the tables of the platform and of every module, sorted by code within each. */
export async function readRefusals(root: string): Promise<RefusalRow[]> {
  const load = (path: string): Promise<Record<string, unknown>> =>
    import(pathToFileURL(join(root, path)).href) as Promise<Record<string, unknown>>;
  const { statusOf } = await load('server/src/platform/http/problem-view.ts');
  const paths = readdirSync(join(root, MODULES))
    .map((name) => `${MODULES}/${name}/refusals.ts`)
    .filter((path) => existsSync(join(root, path)));
  const modules = await Promise.all(['server/src/platform/refusals.ts', ...paths].map(load));
  return modules.flatMap((module) =>
    Object.values(module)
      .filter(isTable)
      .flatMap((table) => rowsOf(table, statusOf as StatusOf)),
  );
}

function rowsOf(table: RefusalTable, statusOf: StatusOf): RefusalRow[] {
  const rows = Object.entries(table).map(([code, definition]) => ({
    ...definition,
    code,
    status: statusOf(code, definition.kind),
  }));
  return rows.toSorted((a, b) => (a.code < b.code ? -1 : 1));
}

function isTable(value: unknown): value is RefusalTable {
  if (typeof value !== 'object' || value === null) return false;
  const rows = Object.values(value) as Partial<RefusalDefinition>[];
  return rows.length > 0 && rows.every((row) => row?.kind && row.en && row.zh);
}
