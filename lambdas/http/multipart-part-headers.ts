import { parseHeaderValue } from './parse-header-value.ts';

/** What the headers of one part say. */
export interface PartHeaders {
  readonly name: string;
  /** As it was sent, neither cleaned nor cut; nothing where none was sent. */
  readonly fileName: string | undefined;
}

/** Thrown for a body that breaks the grammar; `readMultipart` turns it into a refusal. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

/** Header lines of a part; senders write two or three. */
const headerMaximum = 8;
/** @see RFC 7578 section 4.7: only what leaves the bytes as they are */
const plainEncodings = new Set(['binary', '8bit', '7bit']);
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/s;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header may not hold; a tab may stay.
const controls = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * Reads the header block of one part.
 * @param block the bytes between the boundary line and the empty line
 * @throws MultipartError where the grammar is broken, a header comes twice, or the part is encoded
 */
export function readPartHeaders(block: Buffer): PartHeaders {
  const lines = decodeUtf8(block).split('\r\n');
  demand(lines.length <= headerMaximum, 'A part has too many headers.');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    demand(name !== undefined && !controls.test(line), 'A header of a part cannot be read.');
    demand(!headers.has(name.toLowerCase()), 'A header of a part comes twice.');
    headers.set(name.toLowerCase(), value.trimEnd());
  }
  const encoding = headers.get('content-transfer-encoding');
  demand(encoding === undefined || plainEncodings.has(encoding.toLowerCase()), 'A part must not be encoded.');
  const type = headers.get('content-type')?.toLowerCase() ?? '';
  demand(!/^(?:multipart|message)\//.test(type), 'A part must not be a message of its own.');
  const part = readDisposition(headers.get('content-disposition'));
  // Parsers decode a field by its charset, so a field has none but UTF-8.
  demand(part.name === 'file' || isPlainText(headers.get('content-type')), 'A field must be plain UTF-8 text.');
  return part;
}

/** @throws MultipartError unless `holds` */
export function demand(holds: boolean, detail: string): asserts holds {
  if (!holds) throw new MultipartError(detail);
}

/** Decodes without replacing anything. @throws MultipartError when the bytes are not UTF-8 */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new MultipartError('Headers and fields must be UTF-8.');
  }
}

function isPlainText(type: string | undefined): boolean {
  if (type === undefined || type === '') return true;
  const parsed = parseHeaderValue(type);
  if (parsed?.value !== 'text/plain') return false;
  return parsed.parameters.every(([name, value]) => name === 'charset' && /^(?:utf-8|us-ascii)$/i.test(value));
}

function readDisposition(text: string | undefined): PartHeaders {
  const parsed = text === undefined ? undefined : parseHeaderValue(text);
  demand(parsed !== undefined && parsed.value === 'form-data', 'Every part needs one content disposition of the kind form-data.');
  const parameters = new Map(parsed.parameters);
  demand(parameters.size === parsed.parameters.length, 'A parameter of a content disposition comes twice.');
  const name = parameters.get('name');
  demand(name !== undefined && name !== '', 'A part has no name.');
  for (const key of parameters.keys()) {
    demand(['name', 'filename', 'filename*'].includes(key), 'A content disposition may hold a name and a file name only.');
  }
  const fileName = parameters.get('filename');
  const extended = parameters.get('filename*');
  demand(name === 'file' || fileName === undefined, 'A field must not have a file name.');
  demand(
    extended === undefined || (fileName !== undefined && decodeExtended(extended) === fileName),
    'A part has two different file names.',
  );
  return { name, fileName };
}

/** @see RFC 8187 section 3.2; only UTF-8 */
function decodeExtended(value: string): string | undefined {
  const [, encoded] = /^utf-8'[A-Za-z0-9-]{0,35}'((?:%[0-9A-Fa-f]{2}|[!#$&+.^_`|~0-9A-Za-z-])*)$/i.exec(value) ?? [];
  try {
    return encoded === undefined ? undefined : decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
}
