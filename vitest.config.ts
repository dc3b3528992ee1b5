// How tests run: the tests' PostgreSQL is up for the whole run, and files run in parallel, each on
// databases of its own.

import { defineConfig } from 'vitest/config';

// eslint-disable-next-line import/no-default-export -- vitest reads the default export
export default defineConfig({
  test: {
    include: ['*/src/**/*.test.ts'],
    globalSetup: ['server/src/platform/testing/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
