import { submissionHeaders, submissionsAnswer, submissionsIn } from '../schemas/submissions.ts';
import { requestsPath } from './paths.ts';
import { defineRoutes } from './route.ts';

/** The public submission (CONTRACT section 7): its own function, since anybody may call it. */
export const submissionRoutes = defineRoutes([
  {
    id: 'submit-privacy-requests',
    method: 'POST',
    path: requestsPath,
    function: 'submit-privacy-request',
    tag: 'Privacy requests',
    summary: 'Submit privacy requests',
    description: 'With an `Idempotency-Key` the same call within 24 hours gives the same answer and no second request.',
    request: { headers: submissionHeaders, body: submissionsIn },
    responses: { 200: submissionsAnswer },
    problems: ['idempotency.key_reused', 'idempotency.in_progress'],
  },
]);
