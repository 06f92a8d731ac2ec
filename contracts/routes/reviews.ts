import { logPage, logQuery } from '../schemas/log.ts';
import { accessResults } from '../schemas/packages.ts';
import { requestOut } from '../schemas/privacy-requests.ts';
import { denyIn, requestPage, requestQuery, reviewAnswer, reviewIn } from '../schemas/reviews.ts';
import { requestsPath } from './paths.ts';
import { defineRoutes } from './route.ts';

const review = { function: 'review-privacy-requests', tag: 'Privacy requests' } as const;

/** What reviewers read and decide (CONTRACT sections 7 and 9). */
export const reviewRoutes = defineRoutes([
  {
    ...review,
    id: 'list-privacy-requests',
    method: 'GET',
    path: requestsPath,
    scope: 'privacy-request:read',
    summary: 'List privacy requests',
    description:
      'Requests whose forms hold so much text that the answer would grow beyond 6 MB come without `custom_privacy_request_fields`; reading one request gives them.',
    request: { query: requestQuery },
    responses: { 200: requestPage },
  },
  {
    ...review,
    id: 'approve-privacy-requests',
    method: 'PATCH',
    path: `${requestsPath}/administrate/approve`,
    scope: 'privacy-request:review',
    summary: 'Approve requests',
    request: { body: reviewIn },
    responses: { 200: reviewAnswer },
  },
  {
    ...review,
    id: 'deny-privacy-requests',
    method: 'PATCH',
    path: `${requestsPath}/administrate/deny`,
    scope: 'privacy-request:review',
    summary: 'Deny requests, with a reason',
    request: { body: denyIn },
    responses: { 200: reviewAnswer },
  },
  {
    ...review,
    id: 'cancel-privacy-requests',
    method: 'PATCH',
    path: `${requestsPath}/administrate/cancel`,
    scope: 'privacy-request:review',
    summary: 'Cancel open requests',
    request: { body: reviewIn },
    responses: { 200: reviewAnswer },
  },
  {
    ...review,
    id: 'get-privacy-request',
    method: 'GET',
    path: `${requestsPath}/{id}`,
    scope: 'privacy-request:read',
    summary: 'Read one request',
    responses: { 200: requestOut },
    problems: ['privacy_request.not_found'],
  },
  {
    ...review,
    id: 'delete-privacy-request',
    method: 'DELETE',
    path: `${requestsPath}/{id}`,
    scope: 'privacy-request:delete',
    summary: 'Delete a request and all it holds',
    description: 'The person’s data is gone; only the log still answers, with ids and times.',
    responses: { 204: null },
    problems: ['privacy_request.not_found'],
  },
  {
    ...review,
    id: 'log-identity-view',
    method: 'POST',
    path: `${requestsPath}/{id}/identity-view`,
    scope: 'privacy-request:read',
    summary: 'Note that somebody looked at the identity of a request',
    description: 'The desk keeps identities masked until they are revealed, and calls this before it reveals one.',
    responses: { 204: null },
    problems: ['privacy_request.not_found'],
  },
  {
    ...review,
    id: 'read-request-log',
    method: 'GET',
    path: `${requestsPath}/{id}/log`,
    scope: 'privacy-request:read',
    summary: 'Read what happened to a request',
    request: { query: logQuery },
    responses: { 200: logPage },
    problems: ['privacy_request.not_found'],
  },
  {
    ...review,
    id: 'retry-privacy-request',
    method: 'POST',
    path: `${requestsPath}/{id}/retry`,
    scope: 'privacy-request:resume',
    summary: 'Retry a request that failed',
    responses: { 200: requestOut },
    problems: ['privacy_request.not_found', 'privacy_request.wrong_status'],
  },
  {
    ...review,
    id: 'get-access-results',
    method: 'GET',
    path: `${requestsPath}/{id}/access-results`,
    scope: 'privacy-request-access-results:read',
    summary: 'Get a link to the finished package',
    description: 'The links need no token and work for 60 seconds.',
    responses: { 200: accessResults },
    problems: ['privacy_request.not_found', 'package.not_ready'],
  },
]);
