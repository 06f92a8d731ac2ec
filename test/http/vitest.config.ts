import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { httpProjects } from './projects.ts';

/** Runs this suite alone: `vitest run --config test/http/vitest.config.ts`. */
export default defineConfig({ root: fileURLToPath(new URL('../..', import.meta.url)), test: { projects: httpProjects } });
