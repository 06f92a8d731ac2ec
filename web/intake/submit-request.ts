import { callApi } from '../client/call-api.ts';
import { completeDirectUpload, type PrivacyRequestInput, type PublicPrivacyRequest, submitPrivacyRequests } from '../client/generated.ts';
import { Problem } from '../client/problem.ts';
import type { BegunSubmission } from './draft.ts';

/** What became of a submission. */
export type SubmissionOutcome =
  | { readonly kind: 'taken'; readonly request: PublicPrivacyRequest }
  /** Refused, in the service's words. */
  | { readonly kind: 'refused'; readonly message: string }
  /** Some attached files are no longer there. */
  | { readonly kind: 'files_gone'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Times a submission whose first call still runs is asked about before that is told. */
const patience = 5;

/** A submission under its key: the begun one where nothing changed since, so that a second try is never a second request. */
export function beginSubmission(request: PrivacyRequestInput, begun: BegunSubmission | undefined): BegunSubmission {
  const body = JSON.stringify([request]);
  return begun?.body === body ? begun : { key: crypto.randomUUID(), body };
}

/** Sends a request. */
export async function submitRequest(
  request: PrivacyRequestInput,
  { key }: BegunSubmission,
  fileIds: readonly string[],
): Promise<SubmissionOutcome> {
  try {
    const answer = await sendPatiently(request, key);
    const taken = answer.succeeded[0];
    if (taken !== undefined) return { kind: 'taken', request: taken };
    const gone = await findGone(fileIds);
    return gone.size > 0 ? { kind: 'files_gone', ids: gone } : { kind: 'refused', message: answer.failed[0]?.message ?? '' };
  } catch (error) {
    return { kind: 'failed', problem: error instanceof Problem ? error : new Problem('unknown', 0, 'The request could not be sent.') };
  }
}

async function sendPatiently(request: PrivacyRequestInput, key: string) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await callApi(submitPrivacyRequests, { header: { 'Idempotency-Key': key }, body: [request] });
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'idempotency.in_progress') || attempt >= patience) throw error;
      await new Promise((resolve) => setTimeout(resolve, (error.retryAfterSeconds ?? 1) * 1_000));
    }
  }
}

/** Completing an upload that is kept answers the same again, so it tells which files are still there. */
async function findGone(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const gone = await Promise.all(
    ids.map(async (id) => {
      try {
        await callApi(completeDirectUpload, { path: { id } });
        return [];
      } catch (error) {
        return error instanceof Problem && error.status === 404 ? [id] : [];
      }
    }),
  );
  return new Set(gone.flat());
}
