// The project as a map from path to text: all that the rules see, so that a test can hand them a
// tree of its own.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Paths relative to the root, with slashes, and the text of each file. */
export type Tree = ReadonlyMap<string, string>;

const FOLDERS_LEFT_OUT = new Set(['node_modules', 'dist', 'coverage']);
const FILES_LEFT_OUT = new Set(['package-lock.json', 'docs/reference/openapi.json']);
const EXTENSIONS = new Set(['.ts', '.tsx', '.mts', '.sql', '.css', '.html', '.json', '.md']);

/** Reads every text file below the root that a rule may look at. */
export function readTree(root: string): Tree {
  const paths = pathsBelow(root, '').filter((path) => !FILES_LEFT_OUT.has(path));
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function pathsBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      const hidden = entry.name.startsWith('.') || FOLDERS_LEFT_OUT.has(entry.name);
      return hidden ? [] : pathsBelow(root, path);
    }
    return entry.isFile() && EXTENSIONS.has(extname(entry.name)) ? [path] : [];
  });
}
