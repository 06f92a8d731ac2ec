import { connect } from 'node:net';
import type { Target } from './target.ts';

/** Milliseconds a server may take to answer and to hang up. */
const patienceMs = 15_000;

/** What came back on one connection, answer after answer. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Writes bytes to the server, whatever they are, and reads until it hangs up.
 * @returns Every answer that came.
 * @throws Error where it does not hang up in time.
 */
export async function rawCall(target: Target, bytes: string | Uint8Array): Promise<readonly RawAnswer[]> {
  const { hostname, port } = new URL(target.baseUrl);
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  const timer = setTimeout(() => socket.destroy(new Error('The server did not hang up.')), patienceMs);
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.once('close', () => resolve());
      socket.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve() : reject(error),
      );
      socket.write(bytes);
    });
  } finally {
    clearTimeout(timer);
  }
  return splitAnswers(Buffer.concat(chunks).toString('utf8'));
}

function splitAnswers(all: string): readonly RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = all; rest.startsWith('HTTP/1.'); ) {
    const end = rest.indexOf('\r\n\r\n');
    const [first = '', ...lines] = rest.slice(0, end).split('\r\n');
    const headers = new Headers(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon), line.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers.get('content-length') ?? 0);
    const body = Buffer.from(rest.slice(end + 4), 'utf8');
    answers.push({ status: Number(first.split(' ')[1]), headers, text: body.subarray(0, length).toString('utf8') });
    rest = body.subarray(length).toString('utf8');
  }
  return answers;
}
