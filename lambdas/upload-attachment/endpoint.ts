import type { uploadRoutes } from '../../contracts/routes/attachments.ts';
import { uploadTokenHeader } from '../../contracts/schemas/attachments.ts';
import { completeDirectUpload, openDirectUpload } from '../../core/attachments/direct-upload.ts';
import { uploadFile } from '../../core/attachments/upload-file.ts';
import type { UploadParts } from '../../core/attachments/upload-parts.ts';
import { withdrawUpload } from '../../core/attachments/withdraw-upload.ts';
import type { Endpoints } from '../http/endpoint.ts';
import { readUpload } from './read-upload.ts';

/** Answers the routes of uploads. */
export function createEndpoints(parts: UploadParts): Endpoints<typeof uploadRoutes> {
  return {
    'upload-attachment': async ({ event }) => {
      const { context, file } = await readUpload(event);
      const { id, token } = await uploadFile(parts, context, file);
      return { status: 200, body: { id }, headers: { [uploadTokenHeader]: token } };
    },
    'open-direct-upload': async ({ body }) => {
      const { id, upload, token } = await openDirectUpload(parts, body);
      return { status: 201, body: { id, upload }, headers: { [uploadTokenHeader]: token } };
    },
    'complete-direct-upload': async ({ params }) => {
      return { status: 200, body: await completeDirectUpload(parts, params.id ?? '') };
    },
    'delete-attachment': async ({ params, headers }) => {
      await withdrawUpload(parts, params.id ?? '', headers[uploadTokenHeader]);
      return { status: 204 };
    },
  };
}
