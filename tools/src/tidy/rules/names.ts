// Names that tell: files in kebab-case, no suffix that says nothing.

import { basename } from 'node:path/posix';

import type { Rule } from '../finding.ts';
import { isGenerated } from '../project.ts';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
const EMPTY_SUFFIX = /[a-z](Manager|Helpers?|Utils?|Facade|Service|Info|Data)$/;
const EMPTY_FILE = /^(manager|helpers?|utils?|facade|common|misc|shared|info|data)$/;

/** Finds files and folders of sources that are not in kebab-case or say nothing. */
export const fileNames: Rule = (project) =>
  [...project.tree.keys()].flatMap((path) => {
    if (!path.includes('/src/') || basename(path) === 'README.md') return [];
    const wrong = path.split('/').find((part) => !KEBAB.test(part));
    const empty = path.split('/').find((part) => EMPTY_FILE.test(part.split('.')[0] ?? ''));
    const message = wrong
      ? `'${wrong}' is not in kebab-case: use small letters, digits and hyphens`
      : `'${empty}' says nothing: name the file after what it is about`;
    return wrong || empty ? [{ path, line: 1, rule: 'file-names', message }] : [];
  });

/** Finds exported names with a suffix that says nothing. */
export const exportNames: Rule = (project) =>
  [...project.sources.values()].flatMap(({ path, exports }) =>
    isGenerated(path)
      ? []
      : exports
          .filter(({ name, from }) => from === undefined && EMPTY_SUFFIX.test(name))
          .map(({ name, line }) => ({
            path,
            line,
            rule: 'export-names',
            message: `${name}: name it after what it does, without ${EMPTY_SUFFIX.exec(name)?.[1]}`,
          })),
  );
