import { defineConfig } from 'vitest/config';
import { httpProjects } from './test/http/projects.ts';
import { leftOutFiles } from './test/support/needed-programs.ts';
import { webProjects } from './test/web/projects.ts';

/** Milliseconds of one test: many run against a real database on a machine that is busy with other tests. */
const testTimeout = 30_000;

/** Suites that start a whole Dossier have projects of their own. */
const wholeRuns = ['test/http/**', 'test/web/**'];

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line-reporter.ts'],
    // Two at a time, as many as the smallest machine has cores: tests of deadlines need them.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: [...wholeRuns, ...leftOutFiles],
          globalSetup: ['test/support/global-setup.ts'],
          testTimeout,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      ...[...httpProjects, ...webProjects].map((project, index) => ({
        test: { ...project.test, exclude: leftOutFiles, sequence: { groupOrder: index + 1 } },
      })),
    ],
  },
});
