// Types that hold: no `any`, no default exports, and files that parse.

import type { Rule } from '../finding.ts';
import { isGenerated } from '../project.ts';

/** Finds the type `any`. */
export const noAny: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, anyLines }) =>
    isGenerated(path)
      ? []
      : anyLines.map((line) => ({
          path,
          line,
          rule: 'no-any',
          message: 'any: write the type, or unknown and look before use',
        })),
  );

/** Finds default exports, except where a tool demands one. */
export const noDefaultExports: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, exports }) =>
    /\.config\.ts$|\.d\.ts$/.test(path)
      ? []
      : exports
          .filter(({ name }) => name === 'default')
          .map(({ line }) => ({
            path,
            line,
            rule: 'no-default-exports',
            message: 'default export: export it by its name, so that it has one name everywhere',
          })),
  );

/** Finds files that do not parse. */
export const syntax: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, syntaxErrors }) =>
    syntaxErrors.map(({ line, text }) => ({
      path,
      line,
      rule: 'syntax',
      message: `does not parse: ${text}`,
    })),
  );
