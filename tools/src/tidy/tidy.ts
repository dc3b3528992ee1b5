// The architecture test: every rule over the whole tree. Fences are for readers; where a rule makes
// the code worse, change the rule in the open.

import type { Finding, Rule } from './finding.ts';
import { openProject } from './project.ts';
import { bannedCalls, chanceInTests } from './rules/banned-calls.ts';
import { headComments, readmes, unfinished } from './rules/comments.ts';
import { deadExports, deadFiles } from './rules/dead-code.ts';
import { doors } from './rules/doors.ts';
import { floors } from './rules/floors.ts';
import { exportNames, fileNames } from './rules/names.ts';
import { packages } from './rules/packages.ts';
import { columns, fileSize, functionSize } from './rules/sizes.ts';
import { sql } from './rules/sql.ts';
import { noAny, noDefaultExports, syntax } from './rules/types.ts';
import { workspaces } from './rules/workspaces.ts';
import type { Tree } from './tree.ts';

const RULES: readonly Rule[] = [
  syntax,
  workspaces,
  packages,
  floors,
  doors,
  sql,
  bannedCalls,
  chanceInTests,
  columns,
  functionSize,
  fileSize,
  deadFiles,
  deadExports,
  unfinished,
  noAny,
  noDefaultExports,
  fileNames,
  exportNames,
  headComments,
  readmes,
];

/** Everything the rules find in a tree, in order of path and line. */
export function tidy(tree: Tree): Finding[] {
  const project = openProject(tree);
  return RULES.flatMap((rule) => rule(project)).toSorted(
    (a, b) => a.path.localeCompare(b.path) || a.line - b.line || a.rule.localeCompare(b.rule),
  );
}
