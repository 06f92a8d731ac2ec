import multipartBodyParser from '@middy/http-multipart-body-parser';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { limits } from '../../contracts/limits.ts';
import type { UploadContext } from '../../core/attachments/judge-context.ts';
import { tooLargeForForm } from '../../core/attachments/too-large-for-form.ts';
import type { UploadedFile } from '../../core/attachments/upload-file.ts';
import { AppError } from '../../core/errors.ts';
import { namedProperty } from '../../core/intake/find-action.ts';
import { agreesWithParser, multipartParserOptions } from '../http/compare-multipart.ts';
import { type MultipartUpload, readMultipart } from '../http/multipart-grammar.ts';

/** An upload as it came in a form. */
export interface ReadUpload {
  readonly context: UploadContext;
  readonly file: UploadedFile;
}

/** What the parser reads of a call, and where it leaves what it found. */
interface FormCall {
  readonly event: { readonly headers: object; body: unknown };
}

/** The parser as it is used here: of middy's request it knows the event alone. A method, so that a part may stand for the whole. */
interface FormParser {
  before?(request: FormCall): unknown;
}

const parser: FormParser = multipartBodyParser<APIGatewayProxyEventV2>(multipartParserOptions);

/**
 * Reads an upload: by our strict grammar first, then by the parser, and only where both found the same (SECURITY 3.3: parsers
 * disagree on the same bytes).
 * @throws AppError `attachment.too_large_for_multipart`, `request.unsupported_media_type`, `attachment.unreadable`,
 * `attachment.invalid`.
 */
export async function readUpload(event: APIGatewayProxyEventV2): Promise<ReadUpload> {
  if ((event.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new AppError('request.unsupported_media_type', 'The upload must not be compressed as a whole.');
  }
  const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (body.byteLength > limits.multipartBodyBytes) {
    throw new AppError('attachment.too_large_for_multipart', tooLargeForForm(event.rawPath));
  }
  const read = readMultipart(event.headers['content-type'], body);
  if (read.kind === 'refused') throw new AppError(read.code, read.detail, read.errors.length === 0 ? {} : { errors: read.errors });
  const { upload } = read;
  const framed = frameOf(upload, body);
  const parsed = await parse(upload.contentType, framed.body);
  if (!agreesWithParser(framed.upload, framed.body, parsed))
    throw new AppError('attachment.unreadable', 'The form can be read in more than one way.');
  return {
    context: { ...upload.fields, property_id: namedProperty(upload.fields.property_id) },
    file: { bytes: body.subarray(upload.file.start, upload.file.end), fileName: upload.file.fileName },
  };
}

/** A byte that no boundary may hold, so that what meets at the seam spells none. */
const seam = Buffer.of(0);

/** Bytes kept at each end of a file whose middle is left out, more than any parser looks back or ahead for a boundary. */
const edgeBytes = 1_024;

/**
 * What the parser is asked about: the body, without the middle of a large file. Parsers can only disagree on where a part ends, and
 * where the boundary stands nowhere in the file, in no spelling of what comes before it, no byte of the middle has a say in that.
 */
function frameOf(upload: MultipartUpload, body: Buffer): { readonly upload: MultipartUpload; readonly body: Buffer } {
  const { start, end, holdsBoundary } = upload.file;
  if (end - start <= 4 * edgeBytes || holdsBoundary) return { upload, body };
  const shortened = Buffer.concat([body.subarray(0, start + edgeBytes), seam, body.subarray(end - edgeBytes)]);
  return { upload: { ...upload, file: { ...upload.file, end: start + 2 * edgeBytes + seam.byteLength } }, body: shortened };
}

/** What the parser made of a body, which it takes decoded too. Its error carries the body, so it goes nowhere. */
async function parse(contentType: string, body: Buffer): Promise<unknown> {
  const call: FormCall = { event: { headers: { 'content-type': contentType }, body } };
  try {
    await parser.before?.(call);
    return call.event.body;
  } catch {
    throw new AppError('attachment.unreadable', 'The form is not well formed.');
  }
}
