import type { manualInputRoutes } from '../../contracts/routes/manual-input.ts';
import { recordManualInput } from '../../core/manual-requests/record-manual-input.ts';
import { viewManualInput } from '../../core/manual-requests/view-manual-input.ts';
import { describeRequest } from '../../core/privacy-requests/read-requests.ts';
import { type ResumeParts, resumeRequest } from '../../core/privacy-requests/resume-request.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Answers the routes of manual input and resume. */
export function createEndpoints(parts: ResumeParts): Endpoints<typeof manualInputRoutes> {
  return {
    'upload-manual-input': async ({ params, sentJson, actor }) => ({
      status: 200,
      body: await recordManualInput(parts, params.id ?? '', params.key ?? '', asLabels(sentJson), actor),
    }),
    'view-manual-input': async ({ params, actor }) => ({
      status: 200,
      body: await viewManualInput(parts, params.id ?? '', params.key ?? '', actor),
    }),
    'resume-privacy-request': async ({ params, actor }) => ({
      status: 200,
      body: await describeRequest(parts, await resumeRequest(parts, params.id ?? '', actor)),
    }),
  };
}

/** The body is an object by the route's schema; its own keys are the labels, whatever they are called. */
function asLabels(sent: unknown): Readonly<Record<string, unknown>> {
  return typeof sent === 'object' && sent !== null ? { ...sent } : {};
}
