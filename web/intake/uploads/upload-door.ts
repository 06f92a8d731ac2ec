import { callApi } from '../../client/call-api.ts';
import { deleteAttachment } from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import { type UploadedFile, uploadFile } from './upload-file.ts';

/** How the list reaches the service; the preview of a form reaches nothing. */
export interface UploadDoor {
  readonly upload: typeof uploadFile;
  readonly remove: (file: UploadedFile) => Promise<void>;
}

/** Uploads and removes at the service. A file that is gone already counts as removed. */
export const serviceDoor: UploadDoor = {
  upload: uploadFile,
  remove: async ({ id, token }) => {
    try {
      await callApi(deleteAttachment, { path: { id }, header: { 'X-Upload-Token': token } });
    } catch (error) {
      if (!(error instanceof Problem && error.status === 404)) throw error;
    }
  },
};
