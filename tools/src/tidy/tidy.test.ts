// Each rule is shown to fire on a wrong tree and to stay silent on a right one.

import { describe, expect, test } from 'vitest';

import { tidy } from './tidy.ts';

type Files = Readonly<Record<string, string>>;
type Row = [name: string, files: Files, finding: string | undefined];

const PACKAGES: Files = {
  'package.json': JSON.stringify({
    scripts: { start: 'tsx server/src/main.ts', run: 'tsx sandbox/src/main.ts app/src/main.ts' },
  }),
  'kit/package.json': JSON.stringify({ name: '@sycee/kit', exports: { '.': './src/index.ts' } }),
  'sdk/package.json': JSON.stringify({ name: '@sycee/sdk', exports: { '.': './src/index.ts' } }),
  'app/package.json': JSON.stringify({ name: '@sycee/app' }),
  'sandbox/package.json': JSON.stringify({ name: '@sycee/sandbox' }),
  'server/package.json': JSON.stringify({
    name: '@sycee/server',
    imports: {
      '#platform': './src/platform/index.ts',
      '#ledger': './src/modules/ledger/index.ts',
      '#parties': './src/modules/parties/index.ts',
      '#chat': './src/modules/chat/index.ts',
    },
  }),
  'server/src/floors.ts':
    '// The floor plan.\nexport const floors = { platform: 1, ledger: 2, parties: 3, chat: 3 };',
  'kit/src/index.ts': "// The door of the kit.\nexport { a } from './a.ts';",
  'kit/src/a.ts': '// A part of the kit.\nexport const a = 1;',
  'sdk/src/index.ts': '// The door of the SDK.\nexport const bank = 1;',
};

const M = 'server/src/modules';
const LEDGER: Files = {
  [`${M}/ledger/index.ts`]: "export { post } from './post.ts';",
  [`${M}/ledger/post.ts`]: 'export const post = 1;',
};
const PARTIES: Files = {
  [`${M}/parties/index.ts`]: "export { party } from './party.ts';",
  [`${M}/parties/party.ts`]: 'export const party = 1;',
};

/** A file of the module chat, and a use of what it needs. */
function chat(text: string): Files {
  return { ...LEDGER, ...PARTIES, [`${M}/chat/say.ts`]: text };
}

/** What one rule finds in a tree, as `path:line message`. */
function found(rule: string, files: Files): string[] {
  return tidy(new Map(Object.entries({ ...PACKAGES, ...files })))
    .filter((finding) => finding.rule === rule)
    .map(({ path, line, message }) => `${path}:${line} ${message}`);
}

function rows(rule: string, table: Row[]): void {
  describe(rule, () => {
    test.each(table)('%s', (_, files, finding) => {
      const findings = found(rule, files);
      if (finding === undefined) expect(findings).toEqual([]);
      else expect(findings.join('\n')).toContain(finding);
    });
  });
}

rows('floors', [
  ['a lower door', chat("import { post } from '#ledger';"), undefined],
  ['the kit', chat("import { a } from '@sycee/kit';"), undefined],
  ['own files', { ...chat("import { b } from './b.ts';"), [`${M}/chat/b.ts`]: '' }, undefined],
  ['sideways', chat("\nimport { party } from '#parties';"), 'say.ts:2 chat (floor 3) imports par'],
  [
    'up',
    { ...LEDGER, ...PARTIES, [`${M}/ledger/x.ts`]: "import type { P } from '#parties';" },
    'which goes up: publish an event',
  ],
  [
    'a passed-on name counts',
    chat("export { party } from '#parties';"),
    'chat (floor 3) imports parties',
  ],
  ['past a door', chat("import { post } from '../ledger/post.ts';"), "import from '#ledger'"],
  ['a door by its path', chat("import { p } from '../ledger/index.ts';"), "write '#ledger'"],
  [
    'the platform imports no module',
    { ...LEDGER, 'server/src/platform/x.ts': "import { post } from '#ledger';" },
    'platform (floor 1) imports ledger (floor 2)',
  ],
  [
    'main.ts puts the house together',
    { ...PARTIES, 'server/src/main.ts': "import { party } from '#parties';" },
    undefined,
  ],
  [
    'main.ts uses doors only',
    { ...PARTIES, 'server/src/main.ts': "import { p } from './modules/parties/party.ts';" },
    "import from '#parties'",
  ],
  [
    'a module does not know main.ts',
    { ...chat("import { x } from '../../main.ts';"), 'server/src/main.ts': '' },
    'where the house is put together',
  ],
  [
    'a test may look through any door',
    { ...PARTIES, [`${M}/ledger/x.test.ts`]: "import { party } from '#parties';" },
    undefined,
  ],
  [
    'a test may use what is there for tests',
    {
      'server/src/platform/testing.ts': '',
      [`${M}/chat/x.test.ts`]: "import { t } from '../../platform/testing.ts';",
    },
    undefined,
  ],
  [
    'code may not use what is there for tests',
    {
      'server/src/platform/testing.ts': '',
      [`${M}/chat/x.ts`]: "import { t } from '../../platform/testing.ts';",
    },
    'past the door of platform',
  ],
  [
    'a test that looks past a door is sent to what is there for tests',
    { ...PARTIES, [`${M}/chat/x.test.ts`]: "import { party } from '../parties/party.ts';" },
    'add it to server/src/modules/parties/testing.ts',
  ],
  ['a module without a floor', { [`${M}/stocks/x.ts`]: '' }, 'floors.ts:1 the module stocks has'],
]);

rows('workspaces', [
  ['the app uses the SDK', { 'app/src/x.ts': "import { bank } from '@sycee/sdk';" }, undefined],
  [
    'the app does not use the server',
    { ...LEDGER, 'app/src/x.ts': "import { p } from '../../server/src/modules/ledger/index.ts';" },
    'app imports server: it may import only @sycee/kit and @sycee/sdk',
  ],
  [
    'a package by its path',
    { 'app/src/x.ts': "import { a } from '../../kit/src/a.ts';" },
    "write '@sycee/kit'",
  ],
  ['the kit imports nothing', { 'kit/src/x.ts': "import '@sycee/sdk';" }, 'kit imports sdk'],
  ['the SDK does not use the app', { 'sdk/src/x.ts': "import '@sycee/kit';" }, undefined],
  [
    'the server does not use the SDK',
    { 'server/src/main.ts': "import '@sycee/sdk';" },
    'server imports sdk',
  ],
  [
    'a test may start another workspace',
    {
      'sandbox/src/testing.ts': '',
      'server/src/x.test.ts': "import '../../sandbox/src/testing.ts'",
    },
    undefined,
  ],
]);

const needs = (manifest: object, path = 'server/src/x.ts'): Files => ({
  'server/package.json': JSON.stringify({ name: '@sycee/server', ...manifest }),
  [path]: "import { Pool } from 'pg/lib/pool.js';",
});

rows('packages', [
  ['declared', needs({ dependencies: { pg: '1' } }), undefined],
  ['declared as optional', needs({ optionalDependencies: { pg: '1' } }), undefined],
  ['not declared', needs({}), 'x.ts:1 pg is not declared: add it to server/package.json'],
  ['for development', needs({ devDependencies: { pg: '1' } }), 'pg is a devDependency'],
  ['in a test', needs({ devDependencies: { pg: '1' } }, 'server/src/x.test.ts'), undefined],
  ['of the platform', { 'server/src/x.ts': "import { join } from 'node:path';" }, undefined],
  [
    'its types',
    {
      ...needs({ devDependencies: { pg: '1' } }),
      'server/src/x.ts': "import type { P } from 'pg';",
    },
    undefined,
  ],
  [
    'built into the app',
    {
      'app/package.json': JSON.stringify({ devDependencies: { react: '1' } }),
      'app/src/x.ts': "import { useState } from 'react';",
    },
    undefined,
  ],
]);

rows('doors', [
  ['a short list of names', LEDGER, undefined],
  ['no door', { [`${M}/ledger/post.ts`]: '' }, 'the room ledger has no door'],
  [
    'a star',
    { [`${M}/ledger/index.ts`]: "export * from './post.ts';" },
    'name what the door hands',
  ],
  [
    'made in the door',
    { [`${M}/ledger/index.ts`]: 'export const x = 1;' },
    'x is made in the door',
  ],
  ['too long', { [`${M}/ledger/index.ts`]: '// x\n'.repeat(41) }, '41 lines, at most 40'],
]);

const store = (text: string): Files => ({ [`${M}/ledger/store.ts`]: text });
const migration = (text: string): Files => ({ [`${M}/ledger/migrations/0001-x.sql`]: text });

rows('sql-ownership', [
  ['its own schema', store('q(`select a.id from ledger.accounts a where a.x = $1`)'), undefined],
  ["another's schema", store('q(`select *\nfrom chat.rooms`)'), 'store.ts:2 names chat.rooms'],
  ['in a text of the SQL', store("q(`select 'chat.rooms' from ledger.a`)"), undefined],
  ['not SQL', store("say('parties.code_wrong')"), undefined],
  ['a migration of its own', migration('create table ledger.accounts (id uuid);'), undefined],
  ['a comment', migration('-- like parties.parties\n'), undefined],
  [
    'a foreign key to another',
    migration('create table ledger.a (\n  p uuid references parties.parties (id));'),
    '0001-x.sql:2 a foreign key to parties.parties',
  ],
  ['a grant to another', migration('grant select on chat.rooms to x;'), 'names chat.rooms'],
  ['a test may look', { [`${M}/ledger/x.test.ts`]: 'q(`select * from chat.rooms`)' }, undefined],
]);

rows('sql-in-store', [
  ['in the store', store('q(`select 1 from ledger.a`)'), undefined],
  ['in a part of the store', { [`${M}/ledger/store-holds.ts`]: 'q(`select 1 `)' }, undefined],
  ['in a use case', { [`${M}/ledger/post.ts`]: '\nq("select 1 from x")' }, 'post.ts:2 SQL outside'],
  ['insert', { [`${M}/ledger/post.ts`]: 'q(`insert into x`)' }, 'move it into store.ts'],
  ['update', { [`${M}/ledger/post.ts`]: 'q(`update ledger.a as b set x = 1`)' }, 'SQL outside'],
  ['with', { [`${M}/ledger/post.ts`]: 'q(`WITH x (a) AS (SELECT 1)`)' }, 'SQL outside'],
  ['plain English', { [`${M}/ledger/post.ts`]: "say('Select a card from the list')" }, undefined],
  ['the platform keeps its own way', { 'server/src/platform/x.ts': 'q(`select 1`)' }, undefined],
  ['in main.ts', { 'server/src/main.ts': 'q(`select 1 `)' }, 'store.ts or store-*.ts of a module'],
]);

const inChat = (text: string): Files => ({ [`${M}/chat/x.ts`]: text });

rows('banned-calls', [
  ['Date.now', inChat('\nconst t = Date.now();'), 'x.ts:2 Date.now: take the time from tx.now'],
  ['Date.now passed on', inChat('const clock = { now: Date.now };'), 'Date.now'],
  ['new Date', inChat('const t = new Date(0);'), 'parseInstant and isoOf'],
  ['Math.random', inChat('const t = Math.random();'), 'randomToken'],
  ['parseFloat', inChat("const t = parseFloat('1');"), 'parseDecimal'],
  ['Number.parseFloat', inChat("const t = Number.parseFloat('1');"), 'parseDecimal'],
  ['console', inChat("console.log('x');"), 'log through the logger'],
  ['in a comment', inChat('// not Date.now'), undefined],
  ['in a text', inChat("const t = 'Date.now';"), undefined],
  ['the type Date', inChat('let t: Date;'), undefined],
  ['in the app', { 'app/src/x.tsx': 'const t = new Date();' }, "from the bank's answers"],
  ['in the platform', { 'server/src/platform/x.ts': 'Date.now();' }, undefined],
  ["in the sandbox's platform", { 'sandbox/src/platform/x.ts': 'Date.now();' }, undefined],
  ['in the sandbox', { 'sandbox/src/x.ts': 'Date.now();' }, 'Date.now'],
  ["in the kit's time", { 'kit/src/instant.ts': 'new Date(0);' }, undefined],
  ['in a tool', { 'tools/src/x.ts': 'console.log();' }, undefined],
  ['in a test', { 'kit/src/x.test.ts': 'new Date(0);' }, undefined],
]);

rows('chance-in-tests', [
  ['in a test', { 'kit/src/x.test.ts': 'Math.random();' }, 'draw from fast-check'],
  ['in code', { 'tools/src/x.ts': 'Math.random();' }, undefined],
]);

const wide = 'x + '.repeat(30);

rows('columns', [
  ['100 columns', inChat('x'.repeat(100)), undefined],
  ['101 columns', inChat(`\n${'x'.repeat(101)}`), 'x.ts:2 101 columns, at most 100'],
  ['a migration', migration(wide), 'break the line'],
  ['one text', inChat(`  zh: '${wide}',`), undefined],
  ['an address', inChat(`// https://example.org/${wide}`), undefined],
  ['generated', { 'sdk/src/generated.ts': wide }, undefined],
]);

const lines = (count: number, line = 'call();'): string => `${line}\n`.repeat(count);

rows('function-size', [
  ['70 lines', inChat(`function f() {\n${lines(68)}}`), undefined],
  ['71 lines', inChat(`\nfunction f() {\n${lines(69)}}`), 'x.ts:2 a function of 71 lines'],
  ['an arrow', inChat(`const f = () => {\n${lines(69)}};`), 'a function of 71 lines'],
  ['a list of tests', { 'kit/src/x.test.ts': `describe('x', () => {\n${lines(90)}});` }, undefined],
  [
    'a list of tests for each of several',
    { 'kit/src/x.test.ts': `describe.each([1])('x', () => {\n${lines(90)}});` },
    undefined,
  ],
]);

rows('file-size', [
  ['400 lines', inChat(lines(400)), undefined],
  ['401 lines', inChat(lines(401)), '401 lines, at most 400'],
  ['a table', inChat(`export const t = [\n${lines(500, '  [1],')}] as const;\n`), undefined],
  [
    'a table of functions is code',
    inChat(`export const t = [\n${lines(500, '  () => 1,')}];\n`),
    'at most 400',
  ],
  ['a test', { 'kit/src/x.test.ts': lines(600) }, undefined],
  ['a long test', { 'kit/src/x.test.ts': lines(601) }, '601 lines, at most 600'],
]);

const main = (text: string): Files => ({ 'server/src/main.ts': text });

rows('dead-files', [
  [
    'loaded in a way of the builder',
    { ...main("import url from './y.ts?worker&url';"), 'server/src/y.ts': '' },
    undefined,
  ],
  ['imported', { ...main("import './x.ts';"), 'server/src/x.ts': '' }, undefined],
  ['imported late', { ...main("await import('./x.ts');"), 'server/src/x.ts': '' }, undefined],
  ['started by its path', { ...main("run('server/src/x.ts')"), 'server/src/x.ts': '' }, undefined],
  [
    'started by a page',
    { 'app/index.html': '<script src="/src/x.tsx"></script>', 'app/src/x.tsx': '' },
    undefined,
  ],
  ['a test', { 'kit/src/x.test.ts': '' }, undefined],
  ['a configuration', { 'vitest.config.ts': '' }, undefined],
  ['nothing leads to it', { 'server/src/x.ts': '' }, 'server/src/x.ts:1 nothing imports or starts'],
  [
    'only dead files lead to it',
    { 'server/src/x.ts': "import './y.ts';", 'server/src/y.ts': '' },
    'server/src/y.ts:1 nothing',
  ],
]);

rows(
  'dead-exports',
  [
    [
      'used',
      { ...main("import { x } from './x.ts';"), 'server/src/x.ts': 'export const x = 1;' },
      undefined,
    ],
    [
      'unused',
      {
        ...main("import { x } from './x.ts';"),
        'server/src/x.ts': 'export const x = 1;\nexport const y = 2;',
      },
      'server/src/x.ts:2 no other file uses y',
    ],
    [
      'unused in the kit',
      { ...main("import '@sycee/kit';") },
      'kit/src/a.ts:2 no other file uses a',
    ],
    ['used across workspaces', { ...main("import { a } from '@sycee/kit';") }, undefined],
    [
      'a door that nobody asks',
      { ...LEDGER, ...main("import '#ledger';") },
      'index.ts:1 nobody takes post from this door',
    ],
    ['a door that is asked', { ...LEDGER, ...main("import { post } from '#ledger';") }, undefined],
    [
      'all of a file',
      { ...main("import * as all from './x.ts';"), 'server/src/x.ts': 'export const x = 1;' },
      undefined,
    ],
    [
      'through a star',
      {
        ...main("import { x } from './all.ts';"),
        'server/src/all.ts': "export * from './x.ts';",
        'server/src/x.ts': 'export const x = 1;',
      },
      undefined,
    ],
    [
      'a type that its own file uses',
      {
        ...main("import { x } from './x.ts';"),
        'server/src/x.ts': 'export type T = 1;\nexport const x: T = 1;',
      },
      undefined,
    ],
  ].map((row) => withAUsed(row as Row)),
);

/** Keeps the sample of the kit alive, unless the row is about it. */
function withAUsed([name, files, finding]: Row): Row {
  const used = { 'kit/src/use.test.ts': "import { a } from './index.ts';" };
  return [name, name === 'unused in the kit' ? files : { ...files, ...used }, finding];
}

rows('unfinished', [
  ['a mark', inChat('\n// TODO: more'), 'x.ts:2 TODO: finish it now'],
  ['a mark in SQL', migration('-- FIXME'), 'FIXME'],
  ['in a text', inChat("const x = 'TODO';"), undefined],
  ['a test switched off', { 'kit/src/x.test.ts': "test.skip('x', f);" }, 'test.skip: let the test'],
  ['a test alone', { 'kit/src/x.test.ts': "it.only('x', f);" }, 'it.only'],
  ['a fact of the machine', { 'kit/src/x.test.ts': 'test.skipIf(absent)' }, undefined],
]);

rows('no-any', [
  ['any', inChat('\nlet x: any;'), 'x.ts:2 any: write the type'],
  ['unknown', inChat('let x: unknown; // any'), undefined],
]);

rows('no-default-exports', [
  ['in code', inChat('export default 1;'), 'export it by its name'],
  ['in a configuration', { 'app/vite.config.ts': 'export default 1;' }, undefined],
]);

rows('syntax', [
  ['broken', inChat('const = ;'), 'x.ts:1 does not parse'],
  ['whole', inChat('const x = 1;'), undefined],
]);

rows('file-names', [
  ['kebab-case', { 'app/src/two-words.browser.test.ts': '' }, undefined],
  ['camelCase', { 'app/src/twoWords.ts': '' }, "'twoWords.ts' is not in kebab-case"],
  ['a folder', { 'app/src/Two/x.ts': '' }, "'Two' is not in kebab-case"],
  ['says nothing', { 'app/src/utils.ts': '' }, "'utils.ts' says nothing"],
]);

rows('export-names', [
  ['Manager', inChat('export const cardManager = 1;'), 'without Manager'],
  ['Helper', inChat('export function dateHelpers() {}'), 'without Helpers'],
  ['a good name', inChat('export const cards = 1;'), undefined],
  ['kept inside', inChat('const cardManager = 1;'), undefined],
]);

rows('head-comments', [
  ['none', inChat('export const x = 1;'), 'say in at most three sentences'],
  ['one', inChat('// What this file is about.\n'), undefined],
  ['a migration', migration('create table x ();'), 'no head comment'],
  ['after the line of the shell', inChat('#!/usr/bin/env x\n// What this is about.\n'), undefined],
]);

rows('readmes', [
  ['of a module', LEDGER, 'server/src/modules/ledger/README.md:1 missing'],
  ['of a workspace', {}, 'kit/README.md:1 missing'],
  [
    'there',
    { ...LEDGER, ...Object.fromEntries(readmesOf('kit', 'sdk', 'server', `${M}/ledger`)) },
    undefined,
  ],
]);

function readmesOf(...folders: string[]): [string, string][] {
  return folders.map((folder) => [`${folder}/README.md`, '# x']);
}
