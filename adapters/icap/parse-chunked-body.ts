/** A chunked body that is read as it comes in. */
export interface ChunkedBody {
  /**
   * Takes the next bytes.
   * @returns how many of them belong to the body, and how it stands
   */
  push(bytes: Uint8Array): { readonly used: number; readonly state: 'more' | 'done' | 'malformed' };
}

/** What a chunked body may at most be. */
export interface ChunkBounds {
  /** Bytes of all chunks together. */
  readonly bodyBytes: number;
  readonly chunks: number;
  /** Characters of a chunk's size line with its extensions, and of all trailer fields together. */
  readonly lineBytes: number;
}

/** Eight hexadecimal digits hold every size we may meet; then extensions, which mean nothing to us (RFC 9112 section 7.1.1). */
const sizeLine = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?$/;

/**
 * Reads a chunked body byte by byte where it is framing, and in views where it is data.
 * @param onData gets each piece of data in order; its bytes are only valid during the call
 * @param onTrailer gets each line of the trailer section in order
 * @see RFC 3507 section 4.4.2, RFC 9112 section 7.1
 */
export function readChunkedBody(bounds: ChunkBounds, onData: (data: Uint8Array) => void, onTrailer: (line: string) => void): ChunkedBody {
  let expecting: 'size' | 'data' | 'data-end' | 'trailer' = 'size';
  let line = '';
  let trailerBytes = 0;
  let left = 0;
  let total = 0;
  let chunks = 0;

  /** Takes one byte of a line. `line`: the line is whole. */
  function takeLineByte(byte: number): 'more' | 'line' | 'malformed' {
    if (line.endsWith('\r')) {
      if (byte !== 0x0a) return 'malformed';
      line = line.slice(0, -1);
      return 'line';
    }
    if (byte === 0x0a || byte === 0 || line.length >= bounds.lineBytes) return 'malformed';
    line += String.fromCharCode(byte);
    return 'more';
  }

  /** Acts on a whole line. */
  function takeLine(): 'more' | 'done' | 'malformed' {
    const text = line;
    line = '';
    if (expecting === 'data-end') {
      expecting = 'size';
      return text === '' ? 'more' : 'malformed';
    }
    if (expecting === 'trailer') {
      trailerBytes += text.length;
      if (text === '') return 'done';
      onTrailer(text);
      return trailerBytes > bounds.lineBytes ? 'malformed' : 'more';
    }
    const digits = sizeLine.exec(text)?.[1];
    if (digits === undefined) return 'malformed';
    left = Number.parseInt(digits, 16);
    total += left;
    chunks += 1;
    if (total > bounds.bodyBytes || chunks > bounds.chunks) return 'malformed';
    expecting = left === 0 ? 'trailer' : 'data';
    return 'more';
  }

  function push(bytes: Uint8Array): { used: number; state: 'more' | 'done' | 'malformed' } {
    let used = 0;
    while (used < bytes.length) {
      if (expecting === 'data') {
        const data = bytes.subarray(used, used + left);
        onData(data);
        left -= data.length;
        used += data.length;
        if (left === 0) expecting = 'data-end';
        continue;
      }
      const taken = takeLineByte(bytes[used] ?? 0);
      used += 1;
      const state = taken === 'line' ? takeLine() : taken;
      if (state === 'malformed' || state === 'done') return { used, state };
    }
    return { used, state: 'more' };
  }

  return { push };
}
