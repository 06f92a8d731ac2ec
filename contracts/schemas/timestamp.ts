import * as z from 'zod/mini';

/** A moment: ISO 8601 in UTC. */
export const timestamp = z.lazy(() => z.iso.datetime());
