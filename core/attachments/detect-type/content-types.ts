import type { FileType } from '../../../contracts/schemas/intake.ts';

/**
 * The MIME type that is stored and served for each file type, whatever the client said.
 * @see https://www.iana.org/assignments/media-types
 */
export const contentTypes = {
  pdf: 'application/pdf',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  zip: 'application/zip',
} as const satisfies Record<FileType, string>;

/** A MIME type as it is stored. */
export type ContentType = (typeof contentTypes)[FileType];
