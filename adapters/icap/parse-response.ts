import { readChunkedBody } from './parse-chunked-body.ts';
import type { Encapsulation } from './parse-encapsulated.ts';
import { parseEncapsulated } from './parse-encapsulated.ts';
import type { Head } from './parse-headers.ts';
import { parseHead } from './parse-headers.ts';

/** A whole ICAP answer. */
export interface IcapResponse {
  readonly icap: Head;
  /** The HTTP answer inside, if there is one. */
  readonly http: Head | undefined;
  readonly body: BodyFacts | undefined;
}

/** What is known of an answer's body. The body itself is not kept. */
export interface BodyFacts {
  readonly sizeBytes: number;
  /** Whether it is byte for byte, and to the last byte, what was sent. */
  readonly sameAsSent: boolean;
  /** Fields that came after it, by lower-case name (RFC 9112, section 7.1.2). */
  readonly trailers: Head['fields'];
}

/** How the reading of an answer stands. */
export type ParseState =
  | { readonly state: 'more' }
  | { readonly state: 'malformed' }
  /** `surplus` is what came after the answer. */
  | { readonly state: 'done'; readonly response: IcapResponse; readonly surplus: Uint8Array };

/** Reads one answer as it comes in. */
export interface ResponseParser {
  /** Takes the next bytes. After `done` or `malformed` it answers the same for ever. */
  push(bytes: Uint8Array): ParseState;
}

/** Bytes of one head at most, ICAP's or HTTP's. Ours, c-icap's are below 2 kB; Node's own bound for HTTP is 16 KiB. */
export const headBytesMax = 16_384;
/** Bytes a block page may have when it isn't an echo. */
const pageBytesMax = 1_048_576;
/** Chunks an answer may have beyond one for every 64 bytes of it: c-icap writes about 4 KiB a chunk. */
const chunksMax = 4_096;
const chunkLineBytesMax = 1_024;

const malformed: ParseState = { state: 'malformed' };
const more: ParseState = { state: 'more' };

/**
 * Makes a parser for one answer. How the bytes are cut into pieces makes no difference to what comes out.
 * Memory stays within one head: the body is compared as it passes and never kept.
 * @param sent what was sent, which an echo has to equal
 */
export function parseResponse(sent: Uint8Array): ResponseParser {
  let waiting: Uint8Array = new Uint8Array();
  let icap: Head | undefined;
  let layout: Encapsulation | undefined;
  let http: Head | undefined;
  let end: ParseState | undefined;
  let size = 0;
  let same = true;
  const bodyBytes = Math.max(sent.length, pageBytesMax);
  let trailer = '';
  const body = readChunkedBody(
    { bodyBytes, chunks: chunksMax + Math.ceil(bodyBytes / 64), lineBytes: chunkLineBytesMax },
    (data) => {
      same &&= Buffer.compare(data, sent.subarray(size, size + data.length)) === 0;
      size += data.length;
    },
    (line) => {
      trailer += `${line}\r\n`;
    },
  );

  /** Takes the ICAP head off the waiting bytes. */
  function readIcapHead(): ParseState {
    const headEnd = Buffer.from(waiting.buffer, waiting.byteOffset, Math.min(waiting.length, headBytesMax)).indexOf('\r\n\r\n');
    if (headEnd < 0) return waiting.length >= headBytesMax ? malformed : more;
    icap = parseHead(latin1(waiting.subarray(0, headEnd + 4)), 'ICAP/1.0');
    layout = parseEncapsulated(icap?.fields.get('encapsulated') ?? []);
    if (icap === undefined || layout === undefined) return malformed;
    if (layout.requestHeadBytes > headBytesMax || layout.responseHeadBytes > headBytesMax) return malformed;
    waiting = waiting.subarray(headEnd + 4);
    return more;
  }

  /** Takes the encapsulated heads off the waiting bytes, exactly as long as the ICAP head says they are. */
  function readHttpHeads({ requestHeadBytes, responseHeadBytes }: Encapsulation): ParseState {
    const headBytes = requestHeadBytes + responseHeadBytes;
    if (waiting.length < headBytes) return more;
    if (requestHeadBytes > 0 && !latin1(waiting.subarray(0, requestHeadBytes)).endsWith('\r\n\r\n')) return malformed;
    if (responseHeadBytes > 0) {
      http = parseHead(latin1(waiting.subarray(requestHeadBytes, headBytes)), 'HTTP/1.');
      if (http === undefined) return malformed;
    }
    waiting = waiting.subarray(headBytes);
    headsRead = true;
    return more;
  }
  let headsRead = false;

  function readOn(bytes: Uint8Array): ParseState {
    waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
    if (icap === undefined) {
      const state = readIcapHead();
      if (state.state !== 'more' || icap === undefined) return state;
    }
    if (layout === undefined) return malformed;
    if (!headsRead) {
      const state = readHttpHeads(layout);
      if (state.state !== 'more' || !headsRead) return state;
    }
    if (!layout.hasBody) return { state: 'done', response: { icap, http, body: undefined }, surplus: waiting };
    const { used, state } = body.push(waiting);
    waiting = waiting.subarray(used);
    if (state !== 'done') return state === 'more' ? more : malformed;
    // A trailer is held to the rules of a head: one that is half understood proves nothing either.
    const trailers = parseHead(`ICAP/1.0 200 OK\r\n${trailer}\r\n`, 'ICAP/1.0')?.fields;
    if (trailers === undefined) return malformed;
    const facts = { sizeBytes: size, sameAsSent: same && size === sent.length, trailers };
    return { state: 'done', response: { icap, http, body: facts }, surplus: waiting };
  }

  function push(bytes: Uint8Array): ParseState {
    if (end !== undefined) return end;
    const state = readOn(bytes);
    if (state.state !== 'more') end = state;
    return state;
  }

  return { push };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}
