// Which tests there are and how they run: plain ones, those that need the bank's PostgreSQL, and
// after them those in a real browser, one at a time, because each starts a whole bank.

import { defineConfig } from 'vitest/config';

const DATABASE_TESTS = '{server,sandbox}/src/**/*.test.ts';
const BROWSER_TESTS = 'app/src/**/*.browser.test.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'plain',
          include: ['*/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', DATABASE_TESTS, BROWSER_TESTS],
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'bank',
          include: [DATABASE_TESTS],
          globalSetup: ['server/src/platform/testing/global-setup.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'browser',
          include: [BROWSER_TESTS],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
