import type { MultipartUpload } from './multipart-grammar.ts';

/**
 * Options that make `@middy/http-multipart-body-parser` read a body as the grammar does: the part named `file` is the file, with or
 * without a name, and its name stays as it was sent. The content type is the grammar's, so the parser need not check it again.
 */
export const multipartParserOptions = {
  disableContentTypeCheck: true,
  busboy: {
    preservePath: true,
    isPartAFile: (fieldName: string | undefined): boolean => fieldName === 'file',
    limits: { fields: 3, files: 1, parts: 4 },
  },
};

/**
 * Whether a parser found in a body exactly what the grammar found: the same parts, the same text, the same bytes. Anything else is 400.
 * @param parsed what the parser left as the event's body
 */
export function agreesWithParser(upload: MultipartUpload, body: Uint8Array, parsed: unknown): boolean {
  if (typeof parsed !== 'object' || parsed === null) return false;
  const found = new Map<string, unknown>(Object.entries(parsed));
  const file = found.get('file');
  found.delete('file');
  const fields = Object.entries(upload.fields);
  if (found.size !== fields.length || !fields.every(([name, value]) => found.get(name) === value)) return false;
  if (typeof file !== 'object' || file === null || !('content' in file) || !('filename' in file)) return false;
  if (file.filename !== upload.file.fileName || !Buffer.isBuffer(file.content)) return false;
  return file.content.equals(body.subarray(upload.file.start, upload.file.end));
}
