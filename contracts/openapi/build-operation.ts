import { limits } from '../limits.ts';
import { type ProblemCode, problemMediaType } from '../problems.ts';
import type { Route, Schema } from '../routes/route.ts';
import { buildParameters } from './build-parameters.ts';
import type { SchemaBook } from './build-schemas.ts';
import type { MediaType, Operation, ResponseObject } from './document.ts';
import { byStatus, problemCodesOf, problemResponse } from './problem-responses.ts';
import { requestExamples } from './request-examples.ts';

/** Name of the security scheme of bearer tokens. */
export const bearerScheme = 'dossier';
/** Name of the security scheme of the token endpoint. */
export const clientScheme = 'client';

/** The schemas of both directions. */
export interface SchemaBooks {
  readonly requests: SchemaBook;
  readonly responses: SchemaBook;
}

const mediaTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded', multipart: 'multipart/form-data' } as const;

const statusWords: Readonly<Record<number, string>> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted.',
  204: 'Done; there is no body.',
  302: 'The address to go on to is in `Location`.',
  503: 'Not everything works.',
};

/**
 * One path of a route as an OpenAPI operation.
 * @param route - the route
 * @param path - its own path or an alias
 * @param number - 0 for its own path, then counted up: it keeps operation ids apart
 */
export function buildOperation(route: Route, path: string, number: number, books: SchemaBooks): Operation {
  const parameters = buildParameters(route, path, books.requests);
  const requestBody = buildBody(route, books.requests);
  const alias = number > 0;
  return {
    operationId: alias ? `${route.id}-alias-${number}` : route.id,
    tags: [route.tag],
    summary: alias ? `${route.summary} (alias)` : route.summary,
    description: describe(route, alias),
    security: securityOf(route),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: buildResponses(route, books.responses),
    ...(alias ? { 'x-alias-of': route.path } : {}),
  };
}

function describe(route: Route, alias: boolean): string {
  const sentences = [
    alias ? `The same as \`${route.method} ${route.path}\`.` : undefined,
    route.description,
    route.scope === undefined
      ? 'Needs no bearer token; rate limited by client address.'
      : `Needs a token with the scope \`${route.scope}\`.`,
    bodyLimit(route),
  ];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function bodyLimit(route: Route): string | undefined {
  if (!hasBody(route)) return undefined;
  const bytes = route.bodyKind === 'multipart' ? limits.multipartBodyBytes : (route.bodyLimitBytes ?? limits.jsonBodyBytes);
  return `The body has at most ${bytes.toLocaleString('en-US')} bytes.`;
}

function hasBody(route: Route): boolean {
  return route.request?.body !== undefined || route.bodyKind !== undefined;
}

function securityOf(route: Route): Operation['security'] {
  if (route.scope !== undefined) return [{ [bearerScheme]: [route.scope] }];
  return route.bodyKind === 'form' ? [{ [clientScheme]: [] }, {}] : [];
}

function buildBody(route: Route, requests: SchemaBook): Operation['requestBody'] {
  if (!hasBody(route)) return undefined;
  const kind = route.bodyKind ?? 'json';
  const body = route.request?.body;
  const schema = body === undefined ? { type: 'object' } : requests.of(body);
  const example = requestExamples[route.id];
  const media: MediaType = { schema, ...(example === undefined ? {} : { example }) };
  return { required: true, content: { [mediaTypes[kind]]: media } };
}

function buildResponses(route: Route, responses: SchemaBook): Operation['responses'] {
  const built = new Map<string, ResponseObject>();
  for (const [status, answer] of Object.entries(route.responses))
    built.set(status, { ...success(Number(status), answer, responses), ...successHeaders(route, Number(status)) });
  for (const [status, codes] of byStatus(problemCodesOf(route))) {
    const problem = problemResponse(codes, problemSchemaOf(route, codes));
    const known = built.get(String(status));
    built.set(String(status), known === undefined ? problem : merge(known, problem));
  }
  return Object.fromEntries(built);
}

/** Everything the token endpoint's function answers says RFC 6749's `error` too; that there is no such route, another function answers. */
function problemSchemaOf(route: Route, codes: readonly ProblemCode[]): 'TokenProblem' | 'Problem' {
  return route.function === 'issue-token' && codes.some((code) => !code.startsWith('route.')) ? 'TokenProblem' : 'Problem';
}

function success(status: number, answer: Schema | string | null, responses: SchemaBook): ResponseObject {
  const description = statusWords[status] ?? 'Done.';
  if (answer === null) return { description };
  if (typeof answer === 'string') return { description, content: { [answer]: { schema: { type: 'string' } } } };
  return { description, content: { [mediaTypes.json]: { schema: responses.of(answer) } } };
}

/** Headers that the route table does not name (CONTRACT sections 6 and 7). */
function successHeaders(route: Route, status: number): Pick<ResponseObject, 'headers'> {
  if (status === 302) return { headers: { Location: { $ref: '#/components/headers/Location' } } };
  const uploads = route.method === 'POST' && /\/privacy-request\/attachment(?:\/direct)?$/.test(route.path);
  return uploads ? { headers: { 'X-Upload-Token': { $ref: '#/components/headers/UploadToken' } } } : {};
}

/** A status that has a body of its own and can be a problem as well, as 503 of the health check. */
function merge(own: ResponseObject, problem: ResponseObject): ResponseObject {
  return {
    ...own,
    ...problem,
    description: `${own.description} Or ${problem.description}`,
    content: { ...own.content, ...problem.content },
  };
}

/** The problem body of a response, where it has one. */
export function isProblem(response: ResponseObject): boolean {
  return response.content?.[problemMediaType] !== undefined;
}
