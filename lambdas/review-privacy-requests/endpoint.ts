import type { reviewRoutes } from '../../contracts/routes/reviews.ts';
import type { ConnectionStore } from '../../core/connections/ports.ts';
import { type DeleteParts, deleteRequest } from '../../core/privacy-requests/delete-request.ts';
import {
  describeRequest,
  linkPackage,
  listRequests,
  logIdentityView,
  readRequest,
  readRequestLog,
} from '../../core/privacy-requests/read-requests.ts';
import { retryRequest } from '../../core/privacy-requests/retry-request.ts';
import { reviewRequests } from '../../core/privacy-requests/review-requests.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** What answering reviewers needs. */
export interface ReviewEndpointParts extends DeleteParts {
  readonly connections: ConnectionStore;
}

/** Answers what reviewers read and decide. */
export function createEndpoints(parts: ReviewEndpointParts): Endpoints<typeof reviewRoutes> {
  const idOf = (params: Readonly<Record<string, string | undefined>>) => params.id ?? '';
  return {
    'list-privacy-requests': async ({ query }) => ({ status: 200, body: await listRequests(parts, query) }),
    'get-privacy-request': async ({ params }) => ({ status: 200, body: await readRequest(parts, idOf(params)) }),
    'log-identity-view': async ({ params, actor }) => {
      await logIdentityView(parts, idOf(params), actor);
      return { status: 204 };
    },
    'read-request-log': async ({ params, query }) => ({ status: 200, body: await readRequestLog(parts.requests, idOf(params), query) }),
    'approve-privacy-requests': async ({ body, actor }) => ({
      status: 200,
      body: await reviewRequests(parts, 'approve', body.request_ids, body.reason ?? null, actor),
    }),
    'deny-privacy-requests': async ({ body, actor }) => ({
      status: 200,
      body: await reviewRequests(parts, 'deny', body.request_ids, body.reason, actor),
    }),
    'cancel-privacy-requests': async ({ body, actor }) => ({
      status: 200,
      body: await reviewRequests(parts, 'cancel', body.request_ids, body.reason ?? null, actor),
    }),
    'retry-privacy-request': async ({ params, actor }) => ({
      status: 200,
      body: await describeRequest(parts, await retryRequest(parts, idOf(params), actor)),
    }),
    'delete-privacy-request': async ({ params, actor }) => {
      await deleteRequest(parts, idOf(params), actor);
      return { status: 204 };
    },
    'get-access-results': async ({ params, actor }) => ({
      status: 200,
      body: { access_result_urls: await linkPackage(parts, idOf(params), actor) },
    }),
  };
}
