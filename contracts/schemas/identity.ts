import * as z from 'zod/mini';

/** The kinds of identity a person can give (CONTRACT section 7). */
export const identityKinds = ['email', 'phone_number', 'name', 'external_id'] as const;

/** A kind of identity. */
export type IdentityKind = (typeof identityKinds)[number];

/** Whose data is asked for, by kind. */
export const identity = z.lazy(() =>
  z.strictObject({
    email: z.optional(z.string()),
    phone_number: z.optional(z.string()),
    name: z.optional(z.string()),
    external_id: z.optional(z.string()),
  }),
);

/** Whose data is asked for, by kind. */
export type Identity = z.output<typeof identity>;
