// Lines, functions and files stay small enough to be read in one go. Tables may be long: nobody
// reads them top-down.

import type { Finding, Rule } from '../finding.ts';
import { isGenerated, isTest } from '../project.ts';

const COLUMNS_MAX = 100;
const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 400;
const TEST_FILE_LINES_MAX = 600;

/** A line that is one text or holds an address cannot be broken. */
const UNBREAKABLE = /^\s*([\w']+: )?(['"`]).*\2[,;]?$|https?:\/\//;

/** Finds lines beyond 100 columns. */
export const columns: Rule = (project) =>
  [...project.tree].flatMap(([path, text]) => {
    if (!/\.(tsx?|sql|css)$/.test(path) || isGenerated(path)) return [];
    return text.split('\n').flatMap((line, index) => {
      if (line.length <= COLUMNS_MAX || UNBREAKABLE.test(line)) return [];
      const message = `${line.length} columns, at most ${COLUMNS_MAX}: break the line`;
      return [{ path, line: index + 1, rule: 'columns', message }];
    });
  });

/** Finds functions over 70 lines. */
export const functionSize: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, functions }) =>
    isGenerated(path)
      ? []
      : functions
          .filter(({ lines }) => lines > FUNCTION_LINES_MAX)
          .map(({ line, lines }) => ({
            path,
            line,
            rule: 'function-size',
            message:
              `a function of ${lines} lines, at most ${FUNCTION_LINES_MAX}: ` +
              'name its parts and move them into functions of their own',
          })),
  );

/** Finds files over 400 lines, tests over 600, not counting tables. */
export const fileSize: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, text, tableLines }): Finding[] => {
    const lines = text.split('\n').length - 1 - tableLines;
    const most = isTest(path) ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
    if (isGenerated(path) || lines <= most) return [];
    const message = `${lines} lines, at most ${most}: split it by subject, one idea a file`;
    return [{ path, line: 1, rule: 'file-size', message }];
  });
