import { limits } from './limits.ts';
import { bearerScheme, buildOperation, clientScheme, type SchemaBooks } from './openapi/build-operation.ts';
import { buildSchemas } from './openapi/build-schemas.ts';
import type { OpenApiDocument, Operation } from './openapi/document.ts';
import { namedRequestSchemas, namedResponseSchemas } from './openapi/named-schemas.ts';
import { problemCodesOf, problemExamples } from './openapi/problem-responses.ts';
import { shareResponses } from './openapi/share-responses.ts';
import type { ProblemCode } from './problems.ts';
import type { Schema } from './routes/route.ts';
import { pathsOf, routes } from './routes.ts';
import { scopes } from './scopes.ts';

/** What the document says about the installation. */
export interface OpenApiOptions {
  readonly version: string;
  /** Where the API is, without a slash at the end. Absent: where the document was read from. */
  readonly serverUrl?: string;
}

/**
 * This API as an OpenAPI 3.1 document, made from the route table and its schemas: every route, and every alias as a path of its
 * own with the same operation.
 * @see https://spec.openapis.org/oas/v3.1.1
 */
export function createOpenApiDocument({ version, serverUrl }: OpenApiOptions): OpenApiDocument {
  const books = {
    requests: buildSchemas('input', namedRequestSchemas, requestSchemas()),
    responses: buildSchemas('output', namedResponseSchemas, responseSchemas()),
  };
  const { paths, responses } = shareResponses(buildPaths(books));
  return {
    openapi: '3.1.1',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Dossier',
      version,
      summary: 'Takes privacy requests, waits for manual answers, delivers one package.',
      description: describe(),
    },
    servers: [{ url: serverUrl ?? '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...books.requests.components, ...books.responses.components },
      responses,
      headers,
      examples: problemExamples(reachableCodes()),
      securitySchemes: securitySchemes(),
    },
  };
}

function buildPaths(books: SchemaBooks): OpenApiDocument['paths'] {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    for (const [number, path] of pathsOf(route).entries()) {
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: buildOperation(route, path, number, books) };
    }
  }
  return paths;
}

const thousands = (count: number) => count.toLocaleString('en-US');

/** Made when the document is: the first number that is formatted loads the language data, which costs more than everything else here. */
const describe = () =>
  [
    'Dossier takes privacy requests, with the documents that prove who asks, holds each until every manual answer is in, gathers the rest, and hands over one package.',
    'Times are ISO 8601 in UTC. Ids and keys are opaque. Errors are `application/problem+json` (RFC 9457) with a stable `code`.',
    `Limits: ${limits.bulkItems} items a call, ${limits.filesPerField} files a field, ${limits.filesPerRequest} files a request, ${limits.fieldsPerManualRequest} fields a manual request, ${thousands(limits.jsonBodyBytes)} bytes of JSON, ${limits.pageSize} items a page. Beyond them the answer is 413 or 422 and names the limit.`,
  ].join('\n\n');

const headers: OpenApiDocument['components']['headers'] = {
  RetryAfter: { description: 'Seconds to wait before the call is sent again.', schema: { type: 'integer', minimum: 0 } },
  Location: { description: 'The address to go on to.', schema: { type: 'string', format: 'uri' } },
  UploadToken: { description: 'Whoever holds it may delete the attachment, until it is claimed.', schema: { type: 'string' } },
  WwwAuthenticate: { description: 'How to authenticate, and what the token lacks.', schema: { type: 'string' } },
};

function requestSchemas(): readonly Schema[] {
  return routes.flatMap(({ request }) => [request?.query, request?.headers, request?.body].filter((schema) => schema !== undefined));
}

function responseSchemas(): readonly Schema[] {
  return routes.flatMap(({ responses }) =>
    Object.values(responses).filter((answer): answer is Schema => typeof answer === 'object' && answer !== null),
  );
}

/** The codes that some route answers, in no order of weight. */
function reachableCodes(): readonly ProblemCode[] {
  return [...new Set(routes.flatMap((route) => problemCodesOf(route)))];
}

function securitySchemes(): OpenApiDocument['components']['securitySchemes'] {
  return {
    [bearerScheme]: {
      type: 'oauth2',
      description: 'A bearer token by client credentials (RFC 6749, section 4.4).',
      flows: {
        clientCredentials: {
          tokenUrl: '/api/v1/oauth/token',
          scopes: Object.fromEntries(scopes.map((scope) => [scope, `Allows ${scope.replace(':', ': ').replaceAll('_', ' ')}.`])),
        },
      },
    },
    [clientScheme]: { type: 'http', scheme: 'basic', description: 'Client id and secret, unless they are in the form.' },
  };
}
