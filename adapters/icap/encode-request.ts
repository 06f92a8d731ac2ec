/** Where the scanner is. */
export interface IcapTarget {
  /** A host name or an address. */
  readonly host: string;
  readonly port: number;
  /** The service's path without the slash, such as `avscan`. */
  readonly service: string;
}

/** A request in the order its parts go out. */
export interface EncodedRequest {
  /** What is sent at once. */
  readonly opening: readonly Uint8Array[];
  /** What is sent only after `100 Continue`. Empty when the opening holds the whole file. */
  readonly rest: readonly Uint8Array[];
}

/** Bytes of one chunk: few enough that a server need not hold much, many enough that the framing costs nothing. */
const chunkBytes = 65_536;

const lastChunk = Buffer.from('0\r\n\r\n', 'latin1');
/** Ends a preview that is the whole file (RFC 3507 section 4.5). */
const lastChunkOfWholeFile = Buffer.from('0; ieof\r\n\r\n', 'latin1');

/**
 * Writes the RESPMOD request that has a file scanned. Address and type inside are constants: nothing a person sent reaches
 * a header, and no scanner rule about names, types or lengths can let the file through.
 * @param previewBytes asks for a preview of so many bytes. Without it the file goes out as a whole, which leaves the server
 * no point at which to answer before it has everything.
 * @throws {RangeError} when the target can't be written into a request, or the file is empty
 * @see RFC 3507 sections 4.3, 4.4, 4.5, 4.6, 4.9
 */
export function encodeRequest(target: IcapTarget, bytes: Uint8Array, previewBytes?: number): EncodedRequest {
  if (bytes.length === 0) throw new RangeError('An empty file can’t be scanned.');
  if (previewBytes === undefined) return { opening: [icapHead(target), ...chunksOf(bytes), lastChunk], rest: [] };
  const head = icapHead(target, previewBytes);
  if (bytes.length <= previewBytes) return { opening: [head, ...chunksOf(bytes), lastChunkOfWholeFile], rest: [] };
  return {
    opening: [head, ...chunksOf(bytes.subarray(0, previewBytes)), lastChunk],
    rest: [...chunksOf(bytes.subarray(previewBytes)), lastChunk],
  };
}

function icapHead(target: IcapTarget, previewBytes?: number): Uint8Array {
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  assertWritable(target);
  const httpRequest = 'GET http://dossier.invalid/file HTTP/1.1\r\nHost: dossier.invalid\r\n\r\n';
  // No Content-Length and no Content-Encoding: scanners have rules that pass a file by either, unseen.
  const httpResponse = 'HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n\r\n';
  const lines = [
    `RESPMOD icap://${authority}/${target.service} ICAP/1.0`,
    `Host: ${authority}`,
    'User-Agent: Dossier',
    'Allow: 204',
    // One file, one socket: the answer can't be another file's.
    'Connection: close',
    ...(previewBytes === undefined ? [] : [`Preview: ${previewBytes}`]),
    `Encapsulated: req-hdr=0, res-hdr=${httpRequest.length}, res-body=${httpRequest.length + httpResponse.length}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${httpRequest}${httpResponse}`, 'latin1');
}

function assertWritable(target: IcapTarget): void {
  const fits =
    /^[A-Za-z0-9._:-]+$/.test(target.host) &&
    Number.isInteger(target.port) &&
    target.port >= 1 &&
    target.port <= 65_535 &&
    /^[A-Za-z0-9_.-]+$/.test(target.service);
  if (!fits) throw new RangeError('The scanner’s host, port or service has a form that can’t be addressed.');
}

/** Chunk frames around views of the bytes: nothing is copied. */
function chunksOf(bytes: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const data = bytes.subarray(start, start + chunkBytes);
    const opening = `${start === 0 ? '' : '\r\n'}${data.length.toString(16)}\r\n`;
    parts.push(Buffer.from(opening, 'latin1'), data);
  }
  if (parts.length > 0) parts.push(Buffer.from('\r\n', 'latin1'));
  return parts;
}
