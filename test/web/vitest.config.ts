import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { webProjects } from './projects.ts';

/** Runs this suite alone: `vitest run --config test/web/vitest.config.ts`. */
export default defineConfig({ root: fileURLToPath(new URL('../..', import.meta.url)), test: { projects: webProjects } });
