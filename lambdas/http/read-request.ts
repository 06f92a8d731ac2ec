import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod/mini';
import { limits } from '../../contracts/limits.ts';
import type { FieldProblem } from '../../contracts/problems.ts';
import type { Route, Schema } from '../../contracts/routes/route.ts';
import { AppError } from '../../core/errors.ts';
import { describeIssues } from './describe-issues.ts';
import { refuseDeepJson } from './refuse-deep-json.ts';

/** The parts of a request, each as its schema gives it. */
export interface ReadRequest {
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
  readonly sentJson: unknown;
}

/**
 * Reads a request by its route's schemas.
 * @throws AppError `route.not_found`, `request.too_large`, `request.unsupported_media_type`, `request.malformed`, or
 * `request.invalid` naming every place that is wrong.
 */
export function readRequest(route: Route, event: APIGatewayProxyEventV2): ReadRequest {
  refuseLongNames(event);
  const bytes = readBody(route, event);
  const { query, headers, body: declaredBody } = route.request ?? {};
  const body = route.bodyKind === 'multipart' ? undefined : declaredBody;
  const sent = body === undefined ? undefined : parseBody(route, event, bytes);
  const errors: FieldProblem[] = [];
  const check = (part: 'query' | 'header' | 'body', schema: Schema | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    // What was sent at a place tells one that is missing from one of another kind; it goes no further.
    const result = z.safeParse(schema, value, { reportInput: true });
    if (result.success) return result.data;
    errors.push(...describeIssues(part, result.error.issues));
    return undefined;
  };
  const read = {
    query: check('query', query, readQuery(event)),
    headers: check('header', headers, event.headers),
    body: check('body', body, sent),
    sentJson: sent,
  };
  const [first] = errors;
  if (first !== undefined) {
    const more = errors.length === 1 ? '' : ` There ${errors.length === 2 ? 'is one more fault' : `are ${errors.length - 1} more faults`}.`;
    throw new AppError('request.invalid', `${first.loc.join(' → ')}: ${first.msg}${more}`, { errors });
  }
  return read;
}

/** No key and no id is longer than a key may be, and DynamoDB refuses to look for one that is. */
function refuseLongNames(event: APIGatewayProxyEventV2): void {
  if (Object.values(event.pathParameters ?? {}).some((name) => (name?.length ?? 0) > limits.nameCharacters)) {
    throw new AppError(
      'route.not_found',
      `There is nothing at this address: a name in it has more than ${limits.nameCharacters} characters.`,
    );
  }
}

/** A key that comes once is a text, one that comes several times a list; the schema says which it may be. */
function readQuery(event: APIGatewayProxyEventV2): Readonly<Record<string, string | readonly string[]>> {
  const parameters = new URLSearchParams(event.rawQueryString);
  return Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** A body no schema reads, as that of an upload, is only measured here: whoever reads it decodes it. */
function readBody(route: Route, event: APIGatewayProxyEventV2): Buffer {
  const encoding = event.isBase64Encoded ? 'base64' : 'utf8';
  const limit = route.bodyLimitBytes ?? limits.jsonBodyBytes;
  if (Buffer.byteLength(event.body ?? '', encoding) > limit) {
    throw new AppError('request.too_large', `The body can have ${limit.toLocaleString('en')} bytes at most.`);
  }
  return Buffer.from(route.request?.body === undefined ? '' : (event.body ?? ''), encoding);
}

function parseBody(route: Route, event: APIGatewayProxyEventV2, bytes: Buffer): unknown {
  const [mediaType = ''] = (event.headers['content-type'] ?? '').split(';');
  const type = mediaType.trim().toLowerCase();
  if (route.bodyKind === 'form') {
    if (type !== 'application/x-www-form-urlencoded') throw wrongMediaType('application/x-www-form-urlencoded');
    return readForm(bytes);
  }
  if (type !== 'application/json' && !/^application\/[a-z0-9.-]+\+json$/.test(type)) throw wrongMediaType('application/json');
  if ((event.headers['content-encoding'] ?? 'identity') !== 'identity') {
    throw new AppError('request.unsupported_media_type', 'The body must not be compressed.');
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    refuseDeepJson(text);
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof AppError) throw error;
    // The parser's message quotes the body, so it goes nowhere.
    throw new AppError(
      'request.malformed',
      bytes.byteLength === 0 ? 'A JSON body is needed, and there is none.' : 'The body is not JSON in UTF-8.',
    );
  }
}

/** A field without a value counts as left out, and none may come twice (RFC 6749, section 3.2). */
function readForm(bytes: Buffer): Readonly<Record<string, string>> {
  const fields = [...new URLSearchParams(bytes.toString('utf8'))];
  if (new Set(fields.map(([name]) => name)).size < fields.length) {
    throw new AppError('request.malformed', 'A field of the form comes twice.');
  }
  return Object.fromEntries(fields.filter(([, value]) => value !== ''));
}

function wrongMediaType(wanted: string): AppError {
  return new AppError('request.unsupported_media_type', `The body must be ${wanted}, and the content type must say so.`);
}
