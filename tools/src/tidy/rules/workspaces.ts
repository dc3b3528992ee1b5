// Workspaces and what they may see of each other: the app knows the bank only through the SDK, and
// the kit knows nothing.

import type { Rule } from '../finding.ts';
import { isTest, isTestingDoor, resolve, workspaceOf } from '../project.ts';

/** Workspace -> the workspaces it may import. Tools may read everything. */
const MAY_SEE: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  sdk: ['kit'],
  server: ['kit'],
  sandbox: ['kit', 'sdk'],
  app: ['kit', 'sdk'],
  console: ['kit', 'sdk'],
};

/** Finds imports between workspaces that are not allowed or go past the package's door. */
export const workspaces: Rule = (project) =>
  [...project.sources.values()].flatMap((source) => {
    const from = workspaceOf(source.path);
    const allowed = MAY_SEE[from];
    if (allowed === undefined) return [];
    return [...source.imports, ...source.stars].flatMap(({ specifier, line }) => {
      const target = resolve(project, source.path, specifier);
      if (target === undefined || workspaceOf(target) === from) return [];
      if (isTest(source.path) && isTestingDoor(target)) return [];
      const message = complaint(from, allowed, workspaceOf(target), specifier);
      return message === '' ? [] : [{ path: source.path, line, rule: 'workspaces', message }];
    });
  });

function complaint(
  from: string,
  allowed: readonly string[],
  to: string,
  specifier: string,
): string {
  const may = allowed.map((name) => `@sycee/${name}`).join(' and ') || 'its own files';
  if (!allowed.includes(to)) {
    return `${from} imports ${to}: it may import only ${may}; move the need there, or ask the API`;
  }
  return specifier.startsWith('.') ? `imports '${specifier}': write '@sycee/${to}'` : '';
}
