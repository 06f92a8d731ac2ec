import type { FieldProblem } from '../../contracts/problems.ts';
import { readMultipartBoundary } from './multipart-boundary.ts';
import { decodeUtf8, demand, MultipartError, readPartHeaders } from './multipart-part-headers.ts';

/** The fields that come with a file. */
export interface UploadFields {
  readonly policy_key: string;
  readonly field_name: string;
  readonly property_id?: string;
}

/** An upload whose body can be read in one way only. */
export interface MultipartUpload {
  readonly file: {
    /** Where the file lies in the body, in bytes, `end` not included. */
    readonly start: number;
    readonly end: number;
    readonly fileName: string | undefined;
    /** The characters of the boundary stand in the file too, which is legal where they are no boundary line. */
    readonly holdsBoundary: boolean;
  };
  readonly fields: UploadFields;
  /** The content type to hand to a parser: every legal boundary in the one spelling that all parsers read. */
  readonly contentType: string;
}

/** An upload that follows the grammar, or the problem to answer with. */
export type MultipartOutcome =
  | { readonly kind: 'accepted'; readonly upload: MultipartUpload }
  | {
      readonly kind: 'refused';
      readonly code: 'request.unsupported_media_type' | 'attachment.unreadable' | 'attachment.invalid';
      readonly detail: string;
      /** With `attachment.invalid` only. Never holds what was sent. */
      readonly errors: readonly FieldProblem[];
    };

/** Parts a body may have before it is given up: twice the known ones, so that an answer can name what is wrong. */
const partMaximum = 8;
/** Bytes of one part's headers, as much as Node takes for a whole request. @see https://nodejs.org/api/http.html#httpmaxheadersize */
const headerBlockBytes = 16_384;
/** Bytes of one field: all of them are keys. */
const fieldBytes = 1_000;
const lineBreak = '\r\n';
const emptyLine = Buffer.from('\r\n\r\n', 'latin1');
const required = ['file', 'policy_key', 'field_name'] as const;
const known = new Set<string>([...required, 'property_id']);

interface Part {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly start: number;
  readonly end: number;
  readonly holdsBoundary: boolean;
}

/** What is searched for: the boundary, and the line it makes. */
interface Needles {
  readonly boundary: Buffer;
  readonly delimiter: Buffer;
}

/**
 * Reads an upload by one strict grammar, before any parser sees it: parsers disagree on whatever is refused here.
 * Time is linear in the body, and nothing of it is copied but headers and fields.
 * @see CONTRACT section 6, RFC 2046 section 5.1.1, RFC 7578
 */
export function readMultipart(contentType: string | undefined, body: Uint8Array): MultipartOutcome {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const found = readMultipartBoundary(contentType);
  if (found.kind === 'refused') return { ...found, errors: [] };
  try {
    const parts = splitParts(bytes, found.boundary);
    const byName = new Map(parts.map((part) => [part.name, part]));
    const twice = parts.find((part) => byName.get(part.name) !== part)?.name;
    demand(twice === undefined, known.has(twice ?? '') ? `The part ${twice} comes twice.` : 'A part comes twice.');
    return judgeParts(bytes, byName, found.boundary);
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    return { kind: 'refused', code: 'attachment.unreadable', detail: error.message, errors: [] };
  }
}

function splitParts(bytes: Buffer, boundary: string): Part[] {
  const opening = `--${boundary}${lineBreak}`;
  const needles = { boundary: Buffer.from(boundary, 'latin1'), delimiter: Buffer.from(`${lineBreak}--${boundary}`, 'latin1') };
  demand(bytes.subarray(0, opening.length).toString('latin1') === opening, 'The body must begin with its boundary.');
  const parts: Part[] = [];
  for (let at = opening.length; ; ) {
    demand(parts.length < partMaximum, 'The body has too many parts.');
    const part = readPart(bytes, at, needles);
    parts.push(part);
    const after = part.end + needles.delimiter.length;
    const mark = bytes.subarray(after, after + 2).toString('latin1');
    if (mark === '--') {
      const rest = bytes.subarray(after + 2, after + 5).toString('latin1');
      demand(rest === '' || rest === lineBreak, 'Nothing may follow the last boundary.');
      return parts;
    }
    demand(mark === lineBreak, 'A boundary line holds more than the boundary.');
    at = after + 2;
  }
}

function readPart(bytes: Buffer, at: number, needles: Needles): Part {
  const headersEnd = at + bytes.subarray(at, at + headerBlockBytes + emptyLine.length).indexOf(emptyLine);
  demand(headersEnd >= at, 'The headers of a part have no end or are too long.');
  const start = headersEnd + emptyLine.length;
  // The break before `at` can be the one of a boundary that follows at once.
  const { end, holdsBoundary } = findEnd(bytes, at - lineBreak.length, needles);
  demand(end !== -1, 'The last boundary is missing.');
  demand(end >= start, 'A part ends before its headers do.');
  return { ...readPartHeaders(bytes.subarray(at, headersEnd)), start, end, holdsBoundary };
}

/**
 * Where the next boundary line begins, and whether the boundary stands anywhere before it. One search tells both, unless it
 * does: a body full of boundaries is then searched a second time, for the whole line, and never boundary by boundary.
 */
function findEnd(bytes: Buffer, from: number, { boundary, delimiter }: Needles): { end: number; holdsBoundary: boolean } {
  const first = bytes.indexOf(boundary, from);
  const line = first - (delimiter.length - boundary.length);
  const isLine = line >= from && bytes.compare(delimiter, 0, delimiter.length, line, line + delimiter.length) === 0;
  if (first === -1 || isLine) return { end: first === -1 ? -1 : line, holdsBoundary: false };
  return { end: bytes.indexOf(delimiter, from), holdsBoundary: true };
}

function judgeParts(bytes: Buffer, parts: ReadonlyMap<string, Part>, boundary: string): MultipartOutcome {
  const errors: FieldProblem[] = required
    .filter((name) => !parts.has(name))
    .map((name) => ({ loc: ['body', name], msg: 'This part is missing.', type: 'missing' }));
  if ([...parts.keys()].some((name) => !known.has(name))) {
    errors.push({ loc: ['body'], msg: `Only the parts ${[...known].join(', ')} are known.`, type: 'unknown_key' });
  }
  for (const name of known) {
    const part = parts.get(name);
    if (name === 'file' || part === undefined || part.end - part.start <= fieldBytes) continue;
    errors.push({ loc: ['body', name], msg: `This part may have at most ${fieldBytes} bytes.`, type: 'too_long' });
  }
  const file = parts.get('file');
  if (errors.length > 0 || file === undefined) {
    return { kind: 'refused', code: 'attachment.invalid', detail: 'The parts of the upload are not the expected ones.', errors };
  }
  const text = (name: string): string | undefined => {
    const part = parts.get(name);
    return part === undefined ? undefined : decodeUtf8(bytes.subarray(part.start, part.end));
  };
  const propertyId = text('property_id');
  const fields = {
    policy_key: text('policy_key') ?? '',
    field_name: text('field_name') ?? '',
    ...(propertyId === undefined ? {} : { property_id: propertyId }),
  };
  const upload = {
    file: { start: file.start, end: file.end, fileName: file.fileName, holdsBoundary: file.holdsBoundary },
    fields,
    contentType: `multipart/form-data; boundary="${boundary}"`,
  };
  return { kind: 'accepted', upload };
}
