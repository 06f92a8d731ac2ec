import { limits } from '../limits.ts';
import { attachmentLink, attachmentOut, directUploadIn, directUploadOut, uploadForm, uploadTokenHeaders } from '../schemas/attachments.ts';
import { requestsPath } from './paths.ts';
import { defineRoutes } from './route.ts';

const uploads = `${requestsPath}/attachment` as const;
const upload = { function: 'upload-attachment', tag: 'Attachments' } as const;
const checks = [
  'attachment.disabled',
  'attachment.invalid',
  'attachment.empty',
  'attachment.too_large',
  'attachment.type_not_allowed',
  'attachment.type_mismatch',
  'attachment.unscannable',
  'attachment.infected',
  'attachment.scanner_unavailable',
  'attachment.storage_unavailable',
] as const;

/** Uploads, for anybody (CONTRACT section 6). */
export const uploadRoutes = defineRoutes([
  {
    ...upload,
    id: 'upload-attachment',
    method: 'POST',
    path: uploads,
    bodyKind: 'multipart',
    bodyLimitBytes: limits.gatewayBodyBytes,
    summary: 'Upload a file',
    description:
      'A form with the parts `file`, `policy_key`, `field_name` and, where the upload is for one property only, `property_id`. The answer’s `X-Upload-Token` lets its sender delete the upload.',
    request: { body: uploadForm },
    responses: { 200: attachmentOut },
    problems: [...checks, 'attachment.unreadable', 'attachment.too_large_for_multipart'],
  },
  {
    ...upload,
    id: 'open-direct-upload',
    method: 'POST',
    path: `${uploads}/direct`,
    summary: 'Open an upload for a file too large for a form',
    description: `Send the file to \`upload.url\` as a form: all of \`upload.fields\` first, the file last as \`file\`. Then complete the upload. The form works for five minutes. A file has at most ${limits.attachmentBytes / 1_048_576} MiB, whatever its field allows.`,
    request: { body: directUploadIn },
    responses: { 201: directUploadOut },
    problems: [
      'attachment.disabled',
      'attachment.invalid',
      'attachment.empty',
      'attachment.too_large',
      'attachment.unreadable',
      'attachment.type_not_allowed',
      'attachment.storage_unavailable',
    ],
  },
  {
    ...upload,
    id: 'complete-direct-upload',
    method: 'POST',
    path: `${uploads}/{id}/complete`,
    summary: 'Check a file that was sent directly',
    description:
      'Runs every check on the file that arrived. Called again after it worked, it answers the same. Where a check fails, nothing is kept: open another upload then.',
    responses: { 200: attachmentOut },
    problems: [...checks, 'attachment.unreadable', 'attachment.not_found', 'attachment.not_uploaded'],
  },
  {
    ...upload,
    id: 'delete-attachment',
    method: 'DELETE',
    path: `${uploads}/{id}`,
    summary: 'Delete an upload that no request has claimed',
    description: 'For its sender: with the token of the upload’s answer in `X-Upload-Token`.',
    request: { headers: uploadTokenHeaders },
    responses: { 204: null },
    problems: ['attachment.not_found'],
  },
]);

/** Downloads, for reviewers (CONTRACT section 7). */
export const downloadRoutes = defineRoutes([
  {
    id: 'link-attachment',
    method: 'GET',
    path: `${requestsPath}/{id}/attachment/{attachment_id}`,
    function: 'download-attachment',
    tag: 'Attachments',
    scope: 'attachment:read',
    summary: 'Get a link to a file of a request',
    description: 'The link needs no token and works for 60 seconds.',
    responses: { 200: attachmentLink },
    problems: ['privacy_request.not_found', 'attachment.not_found', 'attachment.storage_unavailable'],
  },
]);
