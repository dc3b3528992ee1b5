// What nothing leads to is dead, and dead code misleads its reader.

import type { Rule } from '../finding.ts';
import { isGenerated } from '../project.ts';
import { entryPoints, usesOf } from '../uses.ts';

/** Finds files that no entry point leads to. */
export const deadFiles: Rule = (project) => {
  const { files } = usesOf(project);
  return [...project.sources.keys()]
    .filter((path) => !files.has(path))
    .map((path) => ({
      path,
      line: 1,
      rule: 'dead-files',
      message: 'nothing imports or starts this file: delete it, or name it where it is started',
    }));
};

/** Finds exports that no other file uses. */
export const deadExports: Rule = (project) => {
  const { files, names } = usesOf(project);
  const entries = new Set(entryPoints(project).filter((path) => !isDoorOfWorkspace(path)));
  const alive = [...project.sources.values()].filter(
    ({ path }) => files.has(path) && !entries.has(path) && !isGenerated(path),
  );
  return alive.flatMap(({ path, text, exports }) =>
    exports
      .filter(({ name }) => !names.has(`${path} ${name}`) && !names.has(`${path} *`))
      .filter(({ name, isType, from }) => from !== undefined || !isType || !partOf(text, name))
      .map(({ name, line, from }) => ({
        path,
        line,
        rule: 'dead-exports',
        message: from
          ? `nobody takes ${name} from this door: remove the line`
          : `no other file uses ${name}: delete it, or remove the word export`,
      })),
  );
};

/** A type that another part of its own file uses may be exported for the reader's sake. */
function partOf(text: string, name: string): boolean {
  return text.split(new RegExp(`\\b${name}\\b`)).length > 2;
}

function isDoorOfWorkspace(path: string): boolean {
  return /^[a-z-]+\/src\/index\.ts$/.test(path);
}
