import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { listenOnFreePort } from '../support/listen-on-free-port.ts';

/** One connection as a behaviour sees it. */
export interface Visitor {
  readonly socket: Socket;
  /** Resolves with the request so far, once it holds the empty line of the ICAP head. */
  readonly head: Promise<string>;
  /** Resolves with everything, once the last chunk is in. */
  readonly whole: Promise<Buffer>;
  /** Resolves with everything, once the request holds so many last chunks: a preview ends with one too. */
  lastChunks(count: number): Promise<Buffer>;
  /** Answers and ends our side. */
  say(...parts: (string | Uint8Array)[]): void;
}

/** What a server does with a connection. */
export type Behaviour = (visitor: Visitor) => unknown;

/** A server that does what it is told. */
export interface LyingServer {
  readonly port: number;
  /** What the last connection had sent when its behaviour was last told. */
  lastRequest(): Buffer;
  close(): Promise<void>;
}

const lastChunk = /\r\n0(?:; ieof)?\r\n\r\n/g;

/** Starts a server on a free loopback port. */
export async function startLyingServer(behaviour: Behaviour): Promise<LyingServer> {
  let last: Buffer = Buffer.alloc(0);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const waiting: { ready: () => boolean; resolve: (request: Buffer) => void }[] = [];
    const pieces: Buffer[] = [];
    let tail = '';
    let headIsIn = false;
    let chunkEnds = 0;
    socket.on('data', (data) => {
      pieces.push(data);
      // Only the seam and the new piece are searched: a large file comes in many pieces.
      const seam = tail + data.toString('latin1');
      for (const match of seam.matchAll(lastChunk)) if (match.index + match[0].length > tail.length) chunkEnds += 1;
      headIsIn ||= seam.includes('\r\n\r\n');
      tail = seam.slice(-16);
      const due = waiting.filter(({ ready }) => ready());
      if (due.length === 0) return;
      last = Buffer.concat(pieces);
      for (const wait of due) wait.resolve(last);
    });
    const until = (ready: () => boolean) =>
      new Promise<Buffer>((resolve) => {
        waiting.push({
          ready,
          resolve: (request) => {
            waiting.splice(0, waiting.length, ...waiting.filter((wait) => wait.ready !== ready));
            resolve(request);
          },
        });
      });
    void (async () =>
      behaviour({
        socket,
        head: until(() => headIsIn).then((request) => request.toString('latin1')),
        whole: until(() => chunkEnds >= 1),
        lastChunks: (count) => until(() => chunkEnds >= count),
        say: (...parts) => socket.end(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))),
      }))();
  });
  const port = await listenOnFreePort(server);
  return {
    port,
    lastRequest: () => last,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The file inside a request: its chunks put together, read by other code than ours. */
export function fileIn(request: Buffer): Buffer {
  const text = request.toString('latin1');
  const bodyOffset = Number(/res-body=(\d+)/.exec(text)?.[1]);
  let position = text.indexOf('\r\n\r\n') + 4 + bodyOffset;
  const parts: Buffer[] = [];
  for (;;) {
    const lineEnd = text.indexOf('\r\n', position);
    const line = text.slice(position, lineEnd);
    const size = Number.parseInt(line, 16);
    position = lineEnd + 2;
    if (Number.isNaN(size)) throw new Error('The request has no chunk where one has to be.');
    if (size > 0) parts.push(request.subarray(position, position + size));
    if (size === 0 && position + 2 >= request.length) return Buffer.concat(parts);
    position += size + 2;
  }
}
