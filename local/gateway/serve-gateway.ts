import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { limits } from '../../contracts/limits.ts';
import type { Route } from '../../contracts/routes/route.ts';
import { tooLargeForForm } from '../../core/attachments/too-large-for-form.ts';
import { problemResponse } from '../../lambdas/http/problem-response.ts';
import type { InvokeFunction } from '../functions/invocation.ts';
import type { ServePages } from '../pages/serve-pages.ts';
import { BodyTooLarge, CallerGone, readBody } from '../run/read-body.ts';
import { answerClientError } from './answer-client-error.ts';
import { type BodyPlace, NoRoom, openBodyRoom } from './body-room.ts';
import { type CheckToken, Refusal } from './check-token.ts';
import { type GatewayEvent, makeEvent } from './make-event.ts';
import { type Match, matchRoute } from './match-route.ts';
import { type Answer, readAnswer, writeAnswer } from './write-answer.ts';

/** Milliseconds a whole call may take to arrive; API Gateway waits 30 s for the whole exchange. */
const arrivalMs = 30_000;

/** Bytes of request line and headers. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const headerBytes = 10_240;

/** Milliseconds in which the rest of a refused body is thrown away before the connection is cut. */
const lingerMs = 5_000;

/**
 * Memory for large bodies. On AWS each has a function to itself; here they share a process, which an upload makes hold about ten
 * times its bytes, so two of the largest are under way at once and the others wait unread.
 */
const room = openBodyRoom({ totalBytes: 9_000_000, freeBytes: 262_144, waitMs: 15_000, slowMs: 2_000 });

/** Seconds after which a call may come again that found no room. */
const roomRetrySeconds = 5;

/** The function that answers what no route takes. */
const defaultFunction = 'describe-service';

/** What the gateway needs. */
export interface Gateway {
  readonly invoke: InvokeFunction;
  readonly checkToken: CheckToken;
  /** Answers what is a page; on AWS the edge does, before the API is asked. */
  readonly servePages?: ServePages | undefined;
}

/**
 * The local API Gateway: routes, tokens, limits, events and answers as an HTTP API has them.
 * @param open - Gives what the gateway needs, once it is there; until then calls are answered 503.
 * @param patienceMs - Milliseconds a whole call may take to arrive.
 */
export function serveGateway(open: () => Gateway | undefined, patienceMs = arrivalMs): Server {
  const server = createServer({
    requestTimeout: patienceMs,
    headersTimeout: patienceMs,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 60_000,
    maxHeaderSize: headerBytes,
    // Node's own refusal has no body; ours is a problem like every other.
    requireHostHeader: false,
  });
  const take = (request: IncomingMessage, response: ServerResponse) => void handle(open(), request, response);
  server.on('request', take);
  // A caller that asks before it sends hears of a body that is too large without sending it.
  server.on('checkContinue', (request, response) => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (length <= limits.gatewayBodyBytes) {
      response.writeContinue();
    }
    take(request, response);
  });
  server.on('clientError', answerClientError);
  return server;
}

async function handle(gateway: Gateway | undefined, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomBytes(12).toString('base64url');
  if (gateway?.servePages?.(request, response, splitTarget(request.url ?? '')[0]) === true) {
    return;
  }
  let answer: Answer;
  try {
    answer =
      gateway === undefined
        ? toAnswer(problemResponse('service.unavailable', 'Dossier is starting.', requestId, { retryAfterSeconds: 1 }))
        : await answerCall(gateway, request, requestId);
  } catch (error) {
    if (error instanceof CallerGone) {
      return;
    }
    console.error(error);
    answer = toAnswer(problemResponse('internal.error', 'The service failed to answer this call.', requestId));
  }
  writeAnswer(response, answer, requestId);
  if (!request.complete) {
    throwAwayRest(request);
  }
}

async function answerCall(gateway: Gateway, request: IncomingMessage, requestId: string): Promise<Answer> {
  const [path = '', query = ''] = splitTarget(request.url ?? '');
  let match: Match | undefined;
  let place: BodyPlace | undefined;
  try {
    if (request.headers.host === undefined && request.httpVersion === '1.1') {
      throw new Refusal('request.malformed', 'The request has no Host header.');
    }
    match = matchRoute(request.method ?? '', path);
    const scope = match?.route.scope;
    const authorization = scope === undefined ? undefined : await gateway.checkToken(request.headers.authorization, scope);
    place = await room.enter(announcedBytes(request));
    const { hold } = place;
    const read = async () => makeEvent({ request, requestId, path, query, match, body: await readLimited(request, hold), authorization });
    const result = await gateway.invoke(match?.route.function ?? defaultFunction, limitEvent(await read()), requestId);
    if (result.ok) {
      return readAnswer(result.value) ?? toAnswer(problemResponse('internal.error', 'The service gave no valid answer.', requestId));
    }
    return toAnswer(
      result.error.errorType === 'Sandbox.Timedout'
        ? problemResponse('service.unavailable', 'The service took too long to answer.', requestId, { retryAfterSeconds: 1 })
        : problemResponse('internal.error', 'The service failed to answer this call.', requestId),
    );
  } catch (error) {
    if (error instanceof Refusal) {
      return toAnswer(problemResponse(error.code, error.message, requestId));
    }
    if (error instanceof BodyTooLarge) {
      return toAnswer(tooLarge(match?.route, requestId));
    }
    if (error instanceof URIError) {
      return toAnswer(problemResponse('request.malformed', 'The path holds a broken percent escape.', requestId));
    }
    if (error instanceof NoRoom) {
      const sentence = 'Too many large calls are under way. Try again in a moment.';
      return toAnswer(problemResponse('service.unavailable', sentence, requestId, { retryAfterSeconds: roomRetrySeconds }));
    }
    throw error;
  } finally {
    place?.leave();
  }
}

/** What the body of a call will have at most: what it says, or, where it comes in pieces of unknown number, what is taken at all. */
function announcedBytes({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return limits.gatewayBodyBytes;
  return Math.min(Number(headers['content-length'] ?? 0), limits.gatewayBodyBytes);
}

function readLimited(request: IncomingMessage, onBytes: (bytes: number) => void): Promise<Buffer> {
  return readBody(request, limits.gatewayBodyBytes, onBytes);
}

/** @throws BodyTooLarge where Lambda would not take the event. The body is measured by itself: writing it out once more would hold it twice. */
function limitEvent(event: GatewayEvent): GatewayEvent {
  const { body = '', ...rest } = event;
  const bodyBytes = event.isBase64Encoded ? body.length : Buffer.byteLength(JSON.stringify(body));
  if (Buffer.byteLength(JSON.stringify(rest)) + bodyBytes > limits.lambdaEventBytes) throw new BodyTooLarge();
  return event;
}

function tooLarge(route: Route | undefined, requestId: string) {
  return route?.bodyKind === 'multipart'
    ? problemResponse('attachment.too_large_for_multipart', tooLargeForForm(route.path), requestId)
    : problemResponse(
        'request.too_large',
        `The body is larger than this service takes, ${limits.jsonBodyBytes.toLocaleString('en')} bytes for JSON.`,
        requestId,
      );
}

/** Path and query as they came. A proxy's absolute form is cut to its path. */
function splitTarget(target: string): [string, string] {
  const relative = target.replace(/^https?:\/\/[^/?]*/i, '');
  const mark = relative.indexOf('?');
  return mark < 0 ? [relative, ''] : [relative.slice(0, mark), relative.slice(mark + 1)];
}

function toAnswer(result: ReturnType<typeof problemResponse>): Answer {
  const answer = readAnswer(result);
  if (answer === undefined) {
    throw new Error('A problem answer of our own is not valid.');
  }
  return answer;
}

/** Reads and drops what still comes, for a while: a caller in the middle of sending hears the answer instead of a reset. */
function throwAwayRest(request: IncomingMessage): void {
  request.resume();
  const cut = setTimeout(() => request.socket.destroy(), lingerMs);
  request.once('close', () => clearTimeout(cut));
}
