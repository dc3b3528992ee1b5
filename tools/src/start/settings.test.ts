// What a person may tell `npm start`, and what it says to what it cannot use.

import { expect, test } from 'vitest';

import { assertNode, readSettings } from './settings.ts';

test('nothing told: port 8080 or the next free one, data in .sycee, everything embedded', () => {
  expect(readSettings('/house', {})).toMatchObject({
    dataDir: '/house/.sycee',
    port: { wanted: 8080, asked: false },
    host: '127.0.0.1',
    databaseUrl: undefined,
    sandboxDatabaseUrl: undefined,
  });
});

test.each([
  ['8081', { wanted: 8081, asked: true }],
  ['8080', { wanted: 8080, asked: true }],
  ['', { wanted: 8080, asked: false }],
])("PORT='%s'", (PORT, port) => {
  expect(readSettings('/house', { PORT })).toMatchObject({ port });
});

test.each(['0', '65536', 'http', '80.5', '-1'])("PORT='%s' is refused in words", (PORT) => {
  expect(() => readSettings('/house', { PORT })).toThrow('give a number from 1 to 65535');
});

test('a data folder is taken as from the project, or as it is', () => {
  expect(readSettings('/house', { SYCEE_DATA_DIR: 'other' }).dataDir).toBe('/house/other');
  expect(readSettings('/house', { SYCEE_DATA_DIR: '/srv/x' }).dataDir).toBe('/srv/x');
});

test("with a PostgreSQL of one's own the sandbox lives beside the bank", () => {
  const DATABASE_URL = 'postgres://me:secret@db.example:5433/bank?sslmode=require';
  expect(readSettings('/house', { DATABASE_URL }).sandboxDatabaseUrl).toBe(
    'postgres://me:secret@db.example:5433/bank_sandbox?sslmode=require',
  );
  const SANDBOX_DATABASE_URL = 'postgres://me@elsewhere/world';
  expect(readSettings('/house', { DATABASE_URL, SANDBOX_DATABASE_URL })).toMatchObject({
    sandboxDatabaseUrl: SANDBOX_DATABASE_URL,
  });
});

test.each([
  ['20.19.0', true],
  ['22.1.0', true],
  ['20.18.3', false],
  ['18.20.4', false],
])('Node %s is new enough: %s', (version, isEnough) => {
  const judge = expect(() => assertNode(version));
  if (isEnough) judge.not.toThrow();
  else judge.toThrow(`needs Node 20.19 or newer; this is ${version}`);
});
