// Who uses what: follows imports, passed-on names and paths written as text from the entry points,
// across workspaces.

import { posix } from 'node:path';

import { FLOOR_PLAN, isTest, resolve, workspaceOf, type Project } from './project.ts';
import type { Source } from './source.ts';

/** What is alive: files that something leads to, and `path name` of each used export. */
export type Uses = { readonly files: ReadonlySet<string>; readonly names: ReadonlySet<string> };

/** Finds everything that the entry points, the tests and the configuration files lead to. */
export function usesOf(project: Project): Uses {
  const files = new Set<string>();
  const names = new Set<string>();
  const queue = entryPoints(project);
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const source = project.sources.get(path);
    if (source === undefined || files.has(path)) continue;
    files.add(path);
    queue.push(...targetsOf(project, source, names));
  }
  for (const path of publicDoors(project)) markName(project, names, path, '*');
  return { files, names };
}

/** Files that are started, or read as they are, rather than imported. */
export function entryPoints(project: Project): string[] {
  const named = [...project.manifests].flatMap(([workspace, manifest]) => [
    ...pathsIn(project, workspace, Object.values(manifest.scripts ?? {}).join(' ')),
    ...Object.values(manifest.exports ?? {}).map((path) => posix.join(workspace, path)),
  ]);
  const pages = [...project.tree].filter(([path]) => path.endsWith('.html'));
  const scripts = pages.flatMap(([path, text]) =>
    [...text.matchAll(/src="\/?([^"]+\.tsx?)"/g)].map(([, script = '']) =>
      posix.join(posix.dirname(path), script),
    ),
  );
  return [
    FLOOR_PLAN,
    ...named,
    ...scripts,
    ...[...project.sources.keys()].filter(isStartedByTools),
  ];
}

/** Tests, configuration files, and declarations of types for the compiler. */
function isStartedByTools(path: string): boolean {
  return /\.(test|config)\.tsx?$/.test(path) || path.endsWith('.d.ts');
}

/**
 * Files of which everything is used: the SDK's door is for programs outside this tree, and the
 * tables of refusals are read by the generator of the documents.
 */
function publicDoors(project: Project): string[] {
  const target = project.manifests.get('sdk')?.exports?.['.'];
  const tables = [...project.sources.keys()].filter((path) =>
    /^server\/.*\/refusals\.ts$/.test(path),
  );
  return target === undefined ? tables : [...tables, posix.join('sdk', target)];
}

function targetsOf(project: Project, source: Source, names: Set<string>): string[] {
  const found: string[] = [];
  for (const { specifier, names: taken } of [...source.imports, ...source.stars]) {
    const target = resolve(project, source.path, specifier);
    if (target === undefined) continue;
    found.push(target);
    if (source.stars.some((star) => star.specifier === specifier)) continue;
    for (const name of taken) markName(project, names, target, name);
  }
  for (const { from } of source.exports) {
    const target = from && resolve(project, source.path, from.specifier);
    if (target !== undefined) found.push(target);
  }
  const folder = posix.dirname(source.path);
  for (const { text } of source.literals) {
    if (!/^[\w@./-]+\.m?tsx?$/.test(text)) continue;
    const paths = [text, posix.join(folder, text), posix.join(workspaceOf(source.path), text)];
    for (const path of paths.filter((candidate) => project.sources.has(candidate))) {
      if (source.imports.some(({ specifier }) => specifier === text)) continue;
      if (source.stars.some(({ specifier }) => specifier === text)) continue;
      if (source.exports.some(({ from }) => from?.specifier === text)) continue;
      found.push(path);
      markName(project, names, path, '*');
    }
  }
  return found;
}

/** Marks an export as used, and what it passes on; `*` marks all exports of a file. */
function markName(project: Project, names: Set<string>, path: string, name: string): void {
  const source = project.sources.get(path);
  const key = `${path} ${name}`;
  if (source === undefined || names.has(key)) return;
  names.add(key);
  const own = source.exports.filter((item) => name === '*' || item.name === name);
  for (const { name: exported, from } of own) {
    names.add(`${path} ${exported}`);
    const target = from && resolve(project, path, from.specifier);
    if (target !== undefined) markName(project, names, target, from?.name ?? '*');
  }
  if (name !== '*' && own.length > 0) return;
  for (const { specifier } of source.stars) {
    const target = resolve(project, path, specifier);
    if (target !== undefined) markName(project, names, target, name);
  }
}

function pathsIn(project: Project, workspace: string, text: string): string[] {
  const written = text.match(/[\w@./-]+\.m?tsx?\b/g) ?? [];
  return written
    .map((path) => posix.join(workspace, path))
    .filter((path) => project.sources.has(path) && !isTest(path));
}
