import type { TestProjectInlineConfiguration } from 'vitest/config';

/** Milliseconds of a test and of a hook: a start of the local run on a busy machine is the longest thing in them. */
const patience = { testTimeout: 60_000, hookTimeout: 90_000 };

/**
 * The contract over HTTP. Files of `http` share one Dossier and its connections, which every access request waits for, so they run
 * one after the other; those of `http-own-server` start and kill their own.
 */
export const httpProjects: TestProjectInlineConfiguration[] = [
  {
    test: {
      ...patience,
      name: 'http',
      include: ['test/http/*.test.ts'],
      globalSetup: ['test/http/start-shared-server.ts'],
      fileParallelism: false,
    },
  },
  {
    test: { ...patience, name: 'http-own-server', include: ['test/http/own-server/*.test.ts'], maxWorkers: 2 },
  },
];
