// An operator who gets a setting wrong is told all of it at once, in words, without the secrets.

import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const KEY = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    const lines = (error as Error).message.split('\n');
    return lines.filter((line) => line.startsWith('  - ')).map((line) => line.slice(4));
  }
}

test('nothing has to be set for a bank on one machine', () => {
  expect(readConfig({})).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    publicOrigin: 'http://localhost:8080',
    databaseUrl: undefined,
    clockMovable: false,
    ledgerEngine: 'memory',
    secretKeys: undefined,
  });
});

test('an empty value counts as left out', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080 });
});

describe('a value that cannot be used', () => {
  test.each([
    [{ PORT: 'http' }, [`PORT must be a whole number from 1 to 65535, not 'http'`]],
    [{ PORT: '70000' }, [`PORT must be a whole number from 1 to 65535, not '70000'`]],
    [{ FACE_MATCH_MIN: '1.2' }, [`FACE_MATCH_MIN must be a number from 0 to 1, not '1.2'`]],
    [{ LEDGER_ENGINE: 'fast' }, [`LEDGER_ENGINE must be one of memory, sql, not 'fast'`]],
    [{ CLOCK_MOVABLE: 'yes' }, [`CLOCK_MOVABLE must be 'true' or 'false', not 'yes'`]],
    [
      { SANDBOX_URL: 'localhost:1' },
      [`SANDBOX_URL must be a http or https address, not 'localhost:1'`],
    ],
    [
      { PUBLIC_ORIGIN: 'https://a/b' },
      [`PUBLIC_ORIGIN must be an http or https origin without a path, not 'https://a/b'`],
    ],
    [
      { SIGNING_KEY_FILE: '/nowhere' },
      [`SIGNING_KEY_FILE must be the path of a file that exists, not '/nowhere'`],
    ],
    [
      { SECRET_KEY: 'k1:c2hvcnQ=' },
      [`SECRET_KEY must be <name>:<32 bytes in base64>, not '(hidden)'`],
    ],
    [
      { DATABASE_URL: 'mysql://u:secret@h/d' },
      [`DATABASE_URL must be a postgres or postgresql address, not '(hidden)'`],
    ],
    [
      { CARD_BANK_URL: 'https://bank', SMS_URL: 'https://sms' },
      [
        'SMS_URL needs SIGNING_KEY_FILE and SMS_KEY_FILE beside it',
        'CARD_BANK_URL needs SIGNING_KEY_FILE and CARD_BANK_KEY_FILE beside it',
      ],
    ],
    [
      { CLOCK_START_DAYS_BACK: '35' },
      ['CLOCK_START_DAYS_BACK is only for a clock that CLOCK_MOVABLE=true lets move'],
    ],
  ])('%j', (environment, problems) => {
    expect(problemsOf(environment as unknown as Record<string, string>)).toEqual(problems);
  });

  test('is told together with all the others', () => {
    const problems = problemsOf({ PORT: 'x', LOG_LEVEL: 'loud', REQUESTS_PER_MINUTE: '1' });
    expect(problems).toHaveLength(3);
  });
});

describe('the secret key', () => {
  const DATABASE_URL = 'postgres://bank@db/sycee';

  test('must come from outside when the database does', () => {
    expect(problemsOf({ DATABASE_URL })).toEqual([
      expect.stringContaining('SECRET_KEY is required with DATABASE_URL'),
    ]);
    expect(problemsOf({ DATABASE_URL, SECRET_KEY: KEY })).toEqual([]);
  });

  test('can have older ones beside it', () => {
    const older = ['k0', 'j9'].map((name) => KEY.replace('k1', name)).join(',');
    const { secretKeys } = readConfig({ SECRET_KEY: KEY, SECRET_KEYS_OLD: older });
    expect(secretKeys?.older.map(({ id }) => id)).toEqual(['k0', 'j9']);
  });
});
