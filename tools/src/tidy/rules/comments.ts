// What a reader is told: every file begins with what it is and why, every room has its page, and
// nothing is left for later.

import type { Finding, Rule } from '../finding.ts';
import { doorOf, type Project } from '../project.ts';

const LEFT_FOR_LATER = /\b(TODO|FIXME|XXX|HACK)\b/;
const HEAD = /^(#!.*\n)?\s*(\/\/|\/\*|--)\s*\S.{10,}/;

/** Finds sources and migrations without a comment at the head. */
export const headComments: Rule = (project) =>
  [...project.tree].flatMap(([path, text]) => {
    if (!/\/src\/.*\.(tsx?|sql)$|\.config\.ts$/.test(path) || HEAD.test(text)) return [];
    const message = 'no head comment: say in at most three sentences what this file is and why';
    return [{ path, line: 1, rule: 'head-comments', message }];
  });

/** Finds workspaces and rooms without a README. */
export const readmes: Rule = (project) =>
  foldersOf(project)
    .filter((folder) => !project.tree.has(`${folder}/README.md`))
    .map((folder) => ({
      path: `${folder}/README.md`,
      line: 1,
      rule: 'readmes',
      message: 'missing: write one page with the nouns, what always holds, and whom it calls',
    }));

function foldersOf(project: Project): string[] {
  const workspaces = [...project.manifests.keys()].filter((workspace) => workspace !== '');
  const rooms = [...project.floors.keys()].map((room) => doorOf(room).replace('/index.ts', ''));
  const paths = [...project.sources.keys()];
  return [...workspaces, ...rooms].filter((folder) =>
    paths.some((path) => path.startsWith(`${folder}/`)),
  );
}

/** Finds marks of unfinished work in comments, and tests that are switched off or run alone. */
export const unfinished: Rule = (project) => [
  ...[...project.sources.values()].flatMap(({ path, comments, uses }) => [
    ...comments
      .filter(({ text }) => LEFT_FOR_LATER.test(text))
      .map(({ text, line }) => markAt(path, line, LEFT_FOR_LATER.exec(text)?.[1] ?? '')),
    ...uses
      .filter(({ name }) => /^(test|it|describe)\.(only|skip|todo)$/.test(name))
      .map(({ name, line }) => ({
        path,
        line,
        rule: 'unfinished',
        message: `${name}: let the test run; skip only by test.skipIf with a fact of the machine`,
      })),
  ]),
  ...[...project.tree].flatMap(([path, text]) =>
    /\.(sql|css)$/.test(path)
      ? text.split('\n').flatMap((line, index) => {
          const mark = LEFT_FOR_LATER.exec(line)?.[1];
          return mark === undefined ? [] : [markAt(path, index + 1, mark)];
        })
      : [],
  ),
];

function markAt(path: string, line: number, mark: string): Finding {
  const message = `${mark}: finish it now, or open an issue and say here how it is`;
  return { path, line, rule: 'unfinished', message };
}
