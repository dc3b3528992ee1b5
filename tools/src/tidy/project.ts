// The tree with its meaning: which files are sources, which room of the house each stands in, which
// floor a room is on, and what an import leads to.

import { posix } from 'node:path';

import { parseSource, type Source } from './source.ts';
import type { Tree } from './tree.ts';

export type Manifest = {
  readonly name?: string;
  readonly workspaces?: readonly string[];
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

export type Project = {
  readonly tree: Tree;
  readonly sources: ReadonlyMap<string, Source>;
  /** Folder of a workspace (`''` for the root) -> its package.json. */
  readonly manifests: ReadonlyMap<string, Manifest>;
  /** Room of the server -> its floor, from server/src/floors.ts. */
  readonly floors: ReadonlyMap<string, number>;
};

/** The floor plan of the server. */
export const FLOOR_PLAN = 'server/src/floors.ts';

/** Parses the sources of a tree and reads its manifests and floor plan. */
export function openProject(tree: Tree): Project {
  const sources = new Map<string, Source>();
  const manifests = new Map<string, Manifest>();
  for (const [path, text] of tree) {
    if (/\.m?tsx?$/.test(path)) sources.set(path, parseSource(path, text));
    if (/^([a-z-]+\/)?package\.json$/.test(path)) {
      manifests.set(path.slice(0, -'/package.json'.length), JSON.parse(text) as Manifest);
    }
  }
  return { tree, sources, manifests, floors: floorsIn(tree.get(FLOOR_PLAN) ?? '') };
}

/** The first folder of a path. */
export function workspaceOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
}

/** `platform`, a module's name, or `composition` for what stands directly in server/src. */
export function roomOf(path: string): string | undefined {
  const match = /^server\/src\/(?:modules\/([^/]+)\/|(platform)\/|([^/]+)$)/.exec(path);
  if (match === null) return undefined;
  return match[1] ?? match[2] ?? 'composition';
}

export function doorOf(room: string): string {
  return room === 'platform'
    ? 'server/src/platform/index.ts'
    : `server/src/modules/${room}/index.ts`;
}

/** Tests, and what only tests use: `testing.ts` and files in a folder `testing`. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || isTestingDoor(path);
}

export function isTestingDoor(path: string): boolean {
  return /(^|\/)testing(\.ts$|\/)/.test(path);
}

/** Written by a program, so that nobody reads it for its style. */
export function isGenerated(path: string): boolean {
  return /(^|\/)generated(\.ts$|\/)/.test(path);
}

/** The file in the tree that an import leads to; undefined for packages and what is not there. */
export function resolve(project: Project, from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    // Behind a question mark the app's builder is told how to load it.
    const [path = ''] = specifier.split('?');
    return known(project, posix.join(posix.dirname(from), path));
  }
  if (specifier.startsWith('#')) {
    const workspace = workspaceOf(from);
    const target = project.manifests.get(workspace)?.imports?.[specifier];
    return target && known(project, posix.join(workspace, target));
  }
  for (const [workspace, { name, exports }] of project.manifests) {
    if (workspace === '' || name === undefined || !specifier.startsWith(name)) continue;
    const target = exports?.[`.${specifier.slice(name.length)}`];
    if (target !== undefined) return known(project, posix.join(workspace, target));
  }
  return undefined;
}

function known(project: Project, path: string): string | undefined {
  return project.tree.has(path) ? path : undefined;
}

function floorsIn(text: string): Map<string, number> {
  const rows = text.matchAll(/(?<=[{,\s])'?([a-z][a-z-]*)'?:\s*(\d+)/g);
  return new Map([...rows].map(([, room = '', floor]) => [room, Number(floor)]));
}
