import type { submissionRoutes } from '../../contracts/routes/submissions.ts';
import type { BulkAnswer } from '../../contracts/schemas/primitives.ts';
import type { PublicRequestOut } from '../../contracts/schemas/privacy-requests.ts';
import type { SubmissionIn } from '../../contracts/schemas/submissions.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Submits the items of one call, which has a key where its caller may repeat it. */
export type Submit = (items: readonly SubmissionIn[], key?: string) => Promise<BulkAnswer<PublicRequestOut>>;

/** Does a piece of work once for a key: the same key and body get the first answer again. */
export type Once = (
  key: string,
  body: readonly SubmissionIn[],
  work: () => Promise<BulkAnswer<PublicRequestOut>>,
) => Promise<BulkAnswer<PublicRequestOut>>;

/** Answers the public submission. */
export function createEndpoints(submit: Submit, once: Once): Endpoints<typeof submissionRoutes> {
  return {
    'submit-privacy-requests': async ({ body, headers }) => {
      const key = headers['idempotency-key'];
      return { status: 200, body: key === undefined ? await submit(body) : await once(key, body, () => submit(body, key)) };
    },
  };
}
