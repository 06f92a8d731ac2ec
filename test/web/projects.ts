import type { TestProjectInlineConfiguration } from 'vitest/config';

/** Milliseconds of a test and of a hook: a browser on a busy machine takes its time. */
const patience = { testTimeout: 90_000, hookTimeout: 120_000 };

/**
 * The two pages: their parts without a browser, then whole in a real one. Files of `web` share one Dossier, one scanner and the connections, so they run one after the
 * other; those of `web-own-server` start their own, since they stop its scanner or use its limits up.
 */
export const webProjects: TestProjectInlineConfiguration[] = [
  { test: { ...patience, name: 'web-parts', include: ['test/web/parts/*.test.ts'] } },
  {
    test: {
      ...patience,
      name: 'web',
      include: ['test/web/*.test.ts'],
      globalSetup: ['test/web/start-shared-server.ts'],
      fileParallelism: false,
    },
  },
  { test: { ...patience, name: 'web-own-server', include: ['test/web/own-server/*.test.ts'], fileParallelism: false } },
];
