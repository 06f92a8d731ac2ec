import * as z from 'zod/mini';

/** What a policy does. Manual requests hold access policies only (CONTRACT section 4). */
export const actionType = z.lazy(() => z.enum(['access', 'erasure']));

/** What a policy does. */
export type ActionType = z.output<typeof actionType>;
