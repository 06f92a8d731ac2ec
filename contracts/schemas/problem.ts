import * as z from 'zod/mini';

/** RFC 9457, with Dossier's additions. */
export const problemOut = z.lazy(() => z.object(problemMembers()));

/** A problem as it is answered. */
export type ProblemOut = z.output<typeof problemOut>;

/** The token endpoint's errors say their kind in `error` as well (RFC 6749, section 5.2). */
export const tokenProblemOut = z.lazy(() =>
  z.object({ ...problemMembers(), error: z.string(), error_description: z.optional(z.string()) }),
);

function problemMembers() {
  return {
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    request_id: z.string(),
    errors: z.optional(z.array(z.object({ loc: z.array(z.union([z.string(), z.int()])), msg: z.string(), type: z.string() }))),
  };
}
