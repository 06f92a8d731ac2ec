import { fileURLToPath } from 'node:url';

/** The sources of the pages. */
export const webFolder = fileURLToPath(new URL('..', import.meta.url));

/** The project itself: source names in the manifest count from here. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

/** What the build writes; never kept in Git. */
export const distFolder = fileURLToPath(new URL('../dist/', import.meta.url));
