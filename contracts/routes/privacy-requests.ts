import { logPage, logQuery } from '../schemas/log.ts';
import { manualInputIn, manualInputOut } from '../schemas/manual-input.ts';
import { accessResults } from '../schemas/packages.ts';
import {
  denyIn,
  requestOut,
  requestPage,
  requestQuery,
  reviewAnswer,
  reviewIn,
  submissionHeaders,
  submissionsAnswer,
  submissionsIn,
} from '../schemas/privacy-requests.ts';
import { defineRoutes } from './route.ts';

const requests = '/api/v1/privacy-request';

/** The public submission (CONTRACT section 7): its own function, since anybody may call it. */
export const submissionRoutes = defineRoutes([
  {
    id: 'submit-privacy-requests',
    method: 'POST',
    path: requests,
    function: 'submit-privacy-request',
    tag: 'Privacy requests',
    summary: 'Submit privacy requests',
    description: 'With an `Idempotency-Key` the same call within 24 hours gives the same answer and no second request.',
    request: { headers: submissionHeaders, body: submissionsIn },
    responses: { 200: submissionsAnswer },
    problems: ['idempotency.key_reused', 'idempotency.in_progress'],
  },
]);

const review = { function: 'review-privacy-requests', tag: 'Privacy requests' } as const;

/** What reviewers read and decide (CONTRACT sections 7 and 9). */
export const reviewRoutes = defineRoutes([
  {
    ...review,
    id: 'list-privacy-requests',
    method: 'GET',
    path: requests,
    scope: 'privacy-request:read',
    summary: 'List privacy requests',
    request: { query: requestQuery },
    responses: { 200: requestPage },
  },
  {
    ...review,
    id: 'approve-privacy-requests',
    method: 'PATCH',
    path: `${requests}/administrate/approve`,
    scope: 'privacy-request:review',
    summary: 'Approve requests',
    request: { body: reviewIn },
    responses: { 200: reviewAnswer },
  },
  {
    ...review,
    id: 'deny-privacy-requests',
    method: 'PATCH',
    path: `${requests}/administrate/deny`,
    scope: 'privacy-request:review',
    summary: 'Deny requests, with a reason',
    request: { body: denyIn },
    responses: { 200: reviewAnswer },
  },
  {
    ...review,
    id: 'cancel-privacy-requests',
    method: 'PATCH',
    path: `${requests}/administrate/cancel`,
    scope: 'privacy-request:review',
    summary: 'Cancel open requests',
    request: { body: reviewIn },
    responses: { 200: reviewAnswer },
  },
  {
    ...review,
    id: 'get-privacy-request',
    method: 'GET',
    path: `${requests}/{id}`,
    scope: 'privacy-request:read',
    summary: 'Read one request',
    responses: { 200: requestOut },
    problems: ['privacy_request.not_found'],
  },
  {
    ...review,
    id: 'delete-privacy-request',
    method: 'DELETE',
    path: `${requests}/{id}`,
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
    path: `${requests}/{id}/identity-view`,
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
    path: `${requests}/{id}/log`,
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
    path: `${requests}/{id}/retry`,
    scope: 'privacy-request:resume',
    summary: 'Retry a request that failed',
    responses: { 200: requestOut },
    problems: ['privacy_request.not_found', 'privacy_request.wrong_status'],
  },
  {
    ...review,
    id: 'get-access-results',
    method: 'GET',
    path: `${requests}/{id}/access-results`,
    scope: 'privacy-request-access-results:read',
    summary: 'Get a link to the finished package',
    description: 'The links need no token and work for 60 seconds.',
    responses: { 200: accessResults },
    problems: ['privacy_request.not_found', 'package.not_ready', 'package.not_found'],
  },
]);

const manual = { function: 'enter-manual-input', tag: 'Manual input' } as const;
const unprefixed = '/privacy-request/{id}';
const manualPaths = {
  path: `${requests}/{id}/access_manual_request/{key}`,
  aliases: [
    `${requests}/{id}/access_manual_webhook/{key}`,
    `${unprefixed}/access_manual_request/{key}`,
    `${unprefixed}/access_manual_webhook/{key}`,
  ],
} as const;

/** Manual input and resume (CONTRACT section 8). The seeds print these paths without the prefix, so both work. */
export const manualInputRoutes = defineRoutes([
  {
    ...manual,
    ...manualPaths,
    id: 'upload-manual-input',
    method: 'PATCH',
    scope: 'privacy-request:upload_data',
    summary: 'Enter what was found in one manual connection',
    description: 'Replaces the earlier input. `{}` confirms that nothing was found.',
    request: { body: manualInputIn },
    responses: { 200: manualInputOut },
    problems: [
      'privacy_request.not_found',
      'privacy_request.wrong_status',
      'connection.not_found',
      'connection.wrong_type',
      'manual_request.not_found',
      'manual_input.invalid',
      'manual_input.too_large',
    ],
  },
  {
    ...manual,
    ...manualPaths,
    id: 'view-manual-input',
    method: 'GET',
    scope: 'privacy-request:view_data',
    summary: 'Read what was entered for one manual connection',
    responses: { 200: manualInputOut },
    problems: ['privacy_request.not_found', 'connection.not_found', 'connection.wrong_type', 'manual_request.not_found'],
  },
  {
    ...manual,
    id: 'resume-privacy-request',
    method: 'POST',
    path: `${requests}/{id}/resume_from_requires_input`,
    aliases: [`${unprefixed}/resume_from_requires_input`],
    scope: 'privacy-request:resume',
    summary: 'Resume a request once all manual input is in',
    responses: { 200: requestOut },
    problems: ['privacy_request.not_found', 'privacy_request.wrong_status', 'privacy_request.input_missing'],
  },
]);
