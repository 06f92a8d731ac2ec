import * as z from 'zod/mini';

/** RFC 9457, with Dossier's additions. */
export const problemOut = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  request_id: z.string(),
  errors: z.optional(z.array(z.object({ loc: z.array(z.union([z.string(), z.int()])), msg: z.string(), type: z.string() }))),
});

/** A problem as it is answered. */
export type ProblemOut = z.output<typeof problemOut>;

/** `GET /health` */
export const health = z.object({
  status: z.enum(['ok', 'degraded']),
  checks: z.record(z.string(), z.object({ status: z.enum(['ok', 'failed', 'off']), detail: z.optional(z.string()) })),
});

/** `POST /api/v1/oauth/token` (RFC 6749, section 4.4). */
export const tokenOut = z.object({
  access_token: z.string(),
  token_type: z.literal('Bearer'),
  expires_in: z.int(),
  scope: z.string(),
});
