/** Pieces of ICAP answers, honest and not. */

/** A 204 with the given extra header lines. */
export function noModification(...lines: string[]): string {
  return ['ICAP/1.0 204 No Modifications', 'ISTag: "TEST-1"', ...lines].join('\r\n').concat('\r\n\r\n');
}

/** What an encapsulated answer may differ in. */
export interface EncapsulatedParts {
  readonly icapLines?: readonly string[];
  readonly httpStatus?: string;
  readonly httpLines?: readonly string[];
  /** The body as it is framed on the wire, chunks and all. */
  readonly framed?: string;
  /** Replaces the whole `Encapsulated` line. */
  readonly encapsulated?: string;
}

/** A 200 with an HTTP answer inside. */
export function modified(parts: EncapsulatedParts): string {
  const http = [`HTTP/1.1 ${parts.httpStatus ?? '200 OK'}`, ...(parts.httpLines ?? [])].join('\r\n').concat('\r\n\r\n');
  const encapsulated =
    parts.encapsulated ?? `Encapsulated: res-hdr=0, ${parts.framed === undefined ? 'null-body' : 'res-body'}=${http.length}`;
  const icap = ['ICAP/1.0 200 OK', 'ISTag: "TEST-1"', ...(parts.icapLines ?? []), encapsulated].join('\r\n').concat('\r\n\r\n');
  return icap + http + (parts.framed ?? '');
}

/** A body in chunks of `size` bytes, whole. */
export function chunked(bytes: Uint8Array, size = 4_096, extension = ''): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += size) {
    const part = Buffer.from(bytes.subarray(start, start + size));
    text += `${part.length.toString(16)}${extension}\r\n${part.toString('latin1')}\r\n`;
  }
  return `${text}0\r\n\r\n`;
}
