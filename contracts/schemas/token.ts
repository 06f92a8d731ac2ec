import * as z from 'zod/mini';

/** The form of `POST /api/v1/oauth/token` (RFC 6749, section 4.4.2). */
export const tokenIn = z.lazy(() =>
  z.object({
    /** `client_credentials`; another one is answered as RFC 6749 says, not as a validation error. */
    grant_type: z.optional(z.string()),
    scope: z.optional(z.string()),
    client_id: z.optional(z.string()),
    client_secret: z.optional(z.string()),
  }),
);

/** `POST /api/v1/oauth/token` (RFC 6749, section 4.4). */
export const tokenOut = z.lazy(() =>
  z.object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    scope: z.string(),
  }),
);
