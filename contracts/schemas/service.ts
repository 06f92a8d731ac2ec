import * as z from 'zod/mini';

/** `GET /health` */
export const health = z.lazy(() =>
  z.object({
    status: z.enum(['ok', 'degraded']),
    checks: z.record(z.string(), z.object({ status: z.enum(['ok', 'failed', 'off']), detail: z.optional(z.string()) })),
  }),
);

/** `GET /api/v1/openapi.json`: as the OpenAPI Specification 3.1 describes it. */
export const openApiOut = z.lazy(() => z.record(z.string(), z.unknown()));
