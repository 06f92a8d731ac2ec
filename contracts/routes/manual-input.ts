import { manualInputIn, manualInputOut } from '../schemas/manual-input.ts';
import { requestOut } from '../schemas/privacy-requests.ts';
import { manualRequestPaths, requestsPath } from './paths.ts';
import { defineRoutes } from './route.ts';

const manual = { function: 'enter-manual-input', tag: 'Manual input' } as const;
const unprefixed = '/privacy-request/{id}';
const inputPaths = manualRequestPaths(`${requestsPath}/{id}/access_manual_request/{key}`, `${unprefixed}/access_manual_request/{key}`);

/** Manual input and resume (CONTRACT section 8). The seeds print these paths without the prefix, so both work. */
export const manualInputRoutes = defineRoutes([
  {
    ...manual,
    ...inputPaths,
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
    ...inputPaths,
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
    path: `${requestsPath}/{id}/resume_from_requires_input`,
    aliases: [`${unprefixed}/resume_from_requires_input`],
    scope: 'privacy-request:resume',
    summary: 'Resume a request once all manual input is in',
    responses: { 200: requestOut },
    problems: ['privacy_request.not_found', 'privacy_request.wrong_status', 'privacy_request.input_missing'],
  },
]);
