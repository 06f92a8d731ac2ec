import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ProblemCode } from '../../contracts/problems.ts';
import { problemResponse } from '../../lambdas/http/problem-response.ts';

const known: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request.malformed', 'The request did not arrive within 30 seconds.'],
  HPE_HEADER_OVERFLOW: ['request.too_large', 'The request line and the headers are larger than 10,240 bytes.'],
};

/**
 * Answers a call that is no HTTP, or that two readers could understand differently, such as one with both a
 * `Content-Length` and a `Transfer-Encoding` (RFC 9112, section 6.1).
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, detail] = known[error.code ?? ''] ?? (['request.malformed', 'The request is not valid HTTP.'] as const);
  const { statusCode = 400, headers = {}, body = '' } = problemResponse(code, detail, randomBytes(12).toString('base64url'));
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.end(`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\n${head}\r\n${body}`);
}
