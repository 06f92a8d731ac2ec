import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { ScanVerdict } from '../../core/attachments/verdict.ts';
import { unavailable } from '../../core/attachments/verdict.ts';
import type { IcapTarget } from './encode-request.ts';
import { encodeRequest } from './encode-request.ts';
import type { IcapResponse } from './parse-response.ts';
import { parseResponse } from './parse-response.ts';
import { namesThreat, readVerdict } from './read-verdict.ts';

/** What one conversation with the scanner came to. */
export interface Conversation {
  readonly verdict: ScanVerdict;
  /** The answer's `ISTag`, where there was one. */
  readonly serviceTag: string | undefined;
}

/**
 * Has one file scanned over a socket of its own, which is closed afterwards whatever happened: a kept one could hand us the
 * answer to another file. The promise never rejects.
 * @param deadline milliseconds since 1970; it covers looking up the host, connecting, sending and reading together
 * @param previewBytes see {@link encodeRequest}
 * @throws {RangeError} at once, as {@link encodeRequest} does
 */
export function scanOverSocket(target: IcapTarget, bytes: Uint8Array, deadline: number, previewBytes?: number): Promise<Conversation> {
  const request = encodeRequest(target, bytes, previewBytes);
  return new Promise((resolve) => {
    let answerBegan = false;
    let connected = false;
    let sentInTime = false;
    let restIsDue = request.rest.length > 0;
    let parser = parseResponse(bytes);
    let clean: Conversation | undefined;

    const socket = connect({ host: target.host, port: target.port, noDelay: true });
    const timer = setTimeout(() => finish(unavailable('deadline')), Math.max(0, deadline - Date.now()));

    function finish(verdict: ScanVerdict, serviceTag?: string): void {
      clearTimeout(timer);
      socket.destroy();
      resolve({ verdict, serviceTag });
    }

    function onWholeFileSent(): void {
      // An answer that began before we were done can't speak of the whole file.
      if (!answerBegan) sentInTime = true;
    }

    function onAnswer(response: IcapResponse, surplus: Uint8Array): void {
      if (response.icap.status === 100 && restIsDue && surplus.length === 0 && !carriesAnything(response)) {
        restIsDue = false;
        answerBegan = false;
        parser = parseResponse(bytes);
        sendAll(socket, request.rest, onWholeFileSent);
        return;
      }
      const verdict = readVerdict(response, { bytes, wholeFileSent: sentInTime, surplus: surplus.length > 0 });
      const serviceTag = response.icap.fields.get('istag')?.[0];
      if (verdict.verdict !== 'clean') {
        finish(verdict, serviceTag);
        return;
      }
      // What we sent may still lie in a buffer, and another answer may be on its way. A server that has read everything ends as we
      // do, which we have asked it to; one that hasn't resets the connection, as its system does for it, or never ends.
      clean = { verdict, serviceTag };
      socket.end();
    }

    socket.on('connect', () => {
      connected = true;
      sendAll(socket, request.opening, () => {
        if (request.rest.length === 0) onWholeFileSent();
      });
    });
    socket.on('data', (data) => {
      if (clean !== undefined) {
        finish(unavailable('no_proof'));
        return;
      }
      answerBegan = true;
      const parsed = parser.push(data);
      if (parsed.state === 'malformed') finish(unavailable('malformed'));
      if (parsed.state === 'done') onAnswer(parsed.response, parsed.surplus);
    });
    socket.on('end', () => {
      if (clean !== undefined) finish(clean.verdict, clean.serviceTag);
    });
    // A reset while we still write may hide an answer that is on its way; without that answer there is no verdict either.
    const breakOff = () => finish(unavailable(clean !== undefined ? 'no_proof' : connected && answerBegan ? 'truncated' : 'not_reached'));
    socket.on('error', breakOff);
    socket.on('close', breakOff);
  });
}

/** A `100 Continue` is a head and no more, and finds nothing. */
function carriesAnything(response: IcapResponse): boolean {
  return response.http !== undefined || response.body !== undefined || namesThreat(response);
}

/** Writes the parts one after the other, as fast as the other side takes them. `onSent`: the system has taken the last byte. */
function sendAll(socket: Socket, parts: readonly Uint8Array[], onSent: () => void): void {
  let next = 0;
  function sendMore(): void {
    socket.cork();
    let room = true;
    while (room && next < parts.length) {
      const part = parts[next] ?? new Uint8Array();
      next += 1;
      room =
        next === parts.length
          ? socket.write(part, (error) => {
              if (!error) onSent();
            })
          : socket.write(part);
    }
    socket.uncork();
    if (next < parts.length) socket.once('drain', sendMore);
  }
  sendMore();
}
