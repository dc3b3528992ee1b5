// Who owns which table: a module's SQL names its own database schema only, and stands in its store,
// so that a table can change without asking the rest of the house.

import type { Finding, Rule } from '../finding.ts';
import { isTest, roomOf } from '../project.ts';
import type { Project } from '../project.ts';

type Sql = { readonly path: string; readonly line: number; readonly text: string };

const SQL_START = new RegExp(
  [
    'select\\s',
    'insert\\s+into\\s',
    'update\\s+(only\\s+)?[\\w.$]+(\\s+(as\\s+)?\\w+)?\\s+set\\s',
    'delete\\s+from\\s',
    'with\\s+(recursive\\s+)?\\w+(\\s*\\([^)]*\\))?\\s+as\\s',
    '(create|alter|drop)\\s+(table|schema|index|function|view|type|role|sequence|trigger)\\s',
    'lock\\s+table\\s',
    'truncate\\s',
    'grant\\s',
    'merge\\s+into\\s',
  ]
    .flatMap((start) => [start, upperCase(start)])
    .map((start) => `^\\s*(${start})`)
    .join('|'),
);

/** Finds SQL outside the store of its module, and SQL that names another module's schema. */
export const sql: Rule = (project) => [
  ...statementsInCode(project).flatMap((statement) => [
    ...foreignNames(project, statement),
    ...outsideStore(statement),
  ]),
  ...migrations(project).flatMap((statement) => foreignNames(project, statement)),
];

function upperCase(pattern: string): string {
  return pattern.replaceAll(/(?<!\\)[a-z]+/g, (word) => word.toUpperCase());
}

function statementsInCode(project: Project): Sql[] {
  const sources = [...project.sources.values()].filter(
    ({ path }) => roomOf(path) !== undefined && !isTest(path),
  );
  return sources.flatMap(({ path, literals }) =>
    literals.filter(({ text }) => SQL_START.test(text)).map((literal) => ({ path, ...literal })),
  );
}

function migrations(project: Project): Sql[] {
  const files = [...project.tree].filter(([path]) => path.endsWith('.sql') && roomOf(path));
  return files.map(([path, text]) => ({ path, line: 1, text }));
}

function foreignNames(project: Project, { path, line, text }: Sql): Finding[] {
  const own = schemaOf(roomOf(path) ?? '');
  const schemas = new Set([...project.floors.keys()].map(schemaOf).filter((name) => name !== own));
  return text.split('\n').flatMap((row, index) => {
    const bare = row.replace(/--.*$/, '').replaceAll(/'[^']*'/g, "''");
    const names = [...bare.matchAll(/(?<![\w.])([a-z_]+)\.[a-z_]\w*/g)];
    return names
      .filter(([, schema = '']) => schemas.has(schema))
      .map(([name, schema = '']) => ({
        path,
        line: line + index,
        rule: 'sql-ownership',
        message: complaint(name, schema, /\breferences\s/i.test(bare)),
      }));
  });
}

function complaint(name: string, schema: string, foreignKey: boolean): string {
  return foreignKey
    ? `a foreign key to ${name} of another module: keep the id as a plain column`
    : `names ${name}: only ${schema} reads and writes its tables; ask its door '#${schema}'`;
}

function outsideStore({ path, line }: Sql): Finding[] {
  const room = roomOf(path);
  if (room === 'platform') return [];
  if (/\/store(-[a-z0-9-]+)?\.ts$/.test(path)) return [];
  const where = room === 'composition' ? 'a module' : room;
  const message = `SQL outside the store: move it into store.ts or store-*.ts of ${where}`;
  return [{ path, line, rule: 'sql-in-store', message }];
}

function schemaOf(room: string): string {
  return room.replaceAll('-', '_');
}
