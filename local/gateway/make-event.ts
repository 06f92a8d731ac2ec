import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { account } from '../settings/make-environment.ts';
import type { Match } from './match-route.ts';

/** What a checked bearer token says. */
export interface Authorization {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
}

/** A call, read and checked. */
export interface Call {
  readonly request: IncomingMessage;
  readonly requestId: string;
  /** The path as it came, without the query. */
  readonly path: string;
  /** The query as it came, without `?`. */
  readonly query: string;
  /** Undefined for `$default`. */
  readonly match: Match | undefined;
  readonly body: Buffer;
  readonly authorization: Authorization | undefined;
}

/**
 * Content types that HTTP APIs hand on as text; every other body is base64, forms and bodies without a type among them.
 * Not written down by AWS; observed on a real HTTP API: https://github.com/ministackorg/ministack/pull/766
 */
const text = /^(text\/|application\/(json|javascript|xml)\s*(;|$))/i;

/** An event; all of it but its body is small. */
export interface GatewayEvent {
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly [member: string]: unknown;
}

/**
 * Makes the event that API Gateway hands to a function.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, payload format 2.0
 */
export function makeEvent(call: Call): GatewayEvent {
  const { request, requestId, path, query, match, body, authorization } = call;
  const headers = joinHeaders(request);
  const cookies = request.headers.cookie?.split(';').map((cookie) => cookie.trim());
  // Bytes that are no UTF-8 must reach the function as they are: as text they would be changed without a word.
  const asText = text.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined && isUtf8(body);
  const routeKey = match === undefined ? '$default' : `${match.route.method} ${match.path}`;
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(query === '' ? {} : { queryStringParameters: joinQuery(query) }),
    ...(match === undefined || Object.keys(match.parameters).length === 0 ? {} : { pathParameters: match.parameters }),
    requestContext: {
      accountId: account,
      apiId: 'local',
      ...(authorization === undefined ? {} : { authorizer: { jwt: authorization } }),
      domainName: (headers.host ?? '').split(':')[0],
      domainPrefix: 'local',
      http: {
        method: request.method,
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: (request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: writeTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  };
}

/** Lower-case names, one value each; cookies have a place of their own. */
function joinHeaders(request: IncomingMessage): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (name !== 'cookie' && values !== undefined) {
      joined[name] = values.join(', ');
    }
  }
  return joined;
}

function joinQuery(query: string): Record<string, string> {
  const parameters = new URLSearchParams(query);
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `21/Nov/2026:10:15:00 +0000` */
function writeTime(time: Date): string {
  const iso = time.toISOString();
  return `${iso.slice(8, 10)}/${months[time.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
