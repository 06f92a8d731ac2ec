import { defineConfig } from 'vitest/config';

/** Milliseconds of one test: many run against a real database on a machine that is busy with other tests. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout,
    hookTimeout: 60_000,
  },
});
