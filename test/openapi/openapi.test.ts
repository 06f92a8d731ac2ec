import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Operation } from '../../contracts/openapi/document.ts';
import { namedRequestSchemas, namedResponseSchemas } from '../../contracts/openapi/named-schemas.ts';
import { requestExamples } from '../../contracts/openapi/request-examples.ts';
import { schemaNotes } from '../../contracts/openapi/schema-notes.ts';
import { createOpenApiDocument } from '../../contracts/openapi.ts';
import { problems } from '../../contracts/problems.ts';
import { pathsOf, routes } from '../../contracts/routes.ts';
import { scopes } from '../../contracts/scopes.ts';

const document = createOpenApiDocument({ version: '1.2.3' });
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** The response itself, whether it stands in place or is shared. */
function responseOf(operation: Operation, status: number | string) {
  const response = operation.responses[status];
  return response !== undefined && '$ref' in response ? document.components.responses[response.$ref.replace(/^.*\//, '')] : response;
}

function codesOf(operation: Operation): readonly string[] {
  return Object.keys(operation.responses).flatMap((status) =>
    Object.keys(responseOf(operation, status)?.content?.['application/problem+json']?.examples ?? {}),
  );
}

function operationOf(id: string): Operation {
  const found = operations.find(({ operation }) => operation.operationId === id);
  if (found === undefined) throw new Error(`No operation is called ${id}.`);
  return found.operation;
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1, and every reference in it leads somewhere', async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone({ ...document }))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const places = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, place = '']) => place.split('/'));
    expect(places.length).toBeGreaterThan(100);
    const anything = z.record(z.string(), z.unknown());
    for (const place of places) {
      const target = place.reduce<unknown>((inside, name) => anything.parse(inside)[name], document);
      expect(target, place.join('/')).toBeDefined();
    }
  });

  it('survives JSON as it is', () => {
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('has every route and alias of the table and nothing else', () => {
    const listed = operations.map(({ path, method }) => `${method} ${path}`).sort();
    const expected = routes.flatMap((route) => pathsOf(route).map((path) => `${route.method} ${path}`)).sort();
    expect(listed).toEqual(expected);
  });

  it('gives every operation an id of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('marks aliases with the path whose twin they are, and lets them answer the same', () => {
    const aliases = operations.filter(({ operation }) => operation['x-alias-of'] !== undefined);
    expect(aliases).toHaveLength(routes.reduce((count, route) => count + (route.aliases?.length ?? 0), 0));
    for (const { method, operation } of aliases) {
      const twin = document.paths[operation['x-alias-of'] ?? '']?.[method.toLowerCase()];
      expect(twin?.responses).toEqual(operation.responses);
      expect(twin?.requestBody).toEqual(operation.requestBody);
    }
  });

  it('asks for the scope of each route, and for no token where there is none', () => {
    for (const route of routes) {
      const { security } = operationOf(route.id);
      if (route.scope !== undefined) expect(security).toEqual([{ dossier: [route.scope] }]);
      else expect(security.some((way) => 'dossier' in way)).toBe(false);
    }
    expect(JSON.stringify(document.components.securitySchemes)).toContain('"clientCredentials"');
    for (const scope of scopes) expect(JSON.stringify(document.components.securitySchemes)).toContain(`"${scope}"`);
  });

  it('describes every parameter, and every place of a path is one', () => {
    for (const { path, operation } of operations) {
      const parameters = operation.parameters ?? [];
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(places);
      for (const { description } of parameters) expect(description).toMatch(/\.$/);
    }
    const query = operationOf('list-privacy-requests').parameters ?? [];
    expect(query.map(({ name }) => name)).toEqual(expect.arrayContaining(['page', 'size', 'status', 'is_overdue', 'sort_direction']));
    expect(query.find(({ name }) => name === 'size')).toMatchObject({ required: false, schema: { default: 50, maximum: 100 } });
    expect(operationOf('submit-privacy-requests').parameters?.map(({ name }) => name)).toContain('Idempotency-Key');
  });

  it('lets each route answer the codes of its own and of its kind', () => {
    for (const route of routes) {
      const codes = codesOf(operationOf(route.id));
      expect(codes).toEqual(expect.arrayContaining([...(route.problems ?? []), 'internal.error', 'service.unavailable']));
      expect(codes.includes('auth.scope_missing')).toBe(route.scope !== undefined);
      expect(codes.includes('rate.limited')).toBe(route.scope === undefined);
      expect(codes.includes('request.malformed')).toBe(route.request?.body !== undefined || route.bodyKind !== undefined);
    }
  });

  it('puts every problem under its own status, as application/problem+json with an example', () => {
    for (const { operation } of operations) {
      for (const status of Object.keys(operation.responses)) {
        const media = responseOf(operation, status)?.content?.['application/problem+json'];
        for (const code of Object.keys(media?.examples ?? {})) {
          expect(document.components.examples[code]?.value).toMatchObject({ code, status: Number(status) });
        }
      }
    }
  });

  it('tells of Retry-After wherever a caller is to come back', () => {
    expect(responseOf(operationOf('submit-privacy-requests'), 429)?.headers).toHaveProperty('Retry-After');
    expect(responseOf(operationOf('submit-privacy-requests'), 409)?.headers).toHaveProperty('Retry-After');
    expect(responseOf(operationOf('list-connections'), 503)?.headers).toHaveProperty('Retry-After');
  });

  it('reaches every problem code of every area that has routes', () => {
    const has = (pattern: RegExp) => routes.some(({ path }) => pattern.test(path));
    const waits = (code: string) =>
      (code.startsWith('attachment.') && !has(/\/attachment\b/)) || (code.startsWith('package.token_') && !has(/\/access-package$/));
    const codes = Object.keys(problems).filter((code) => !waits(code));
    expect(Object.keys(document.components.examples).sort()).toEqual(codes.sort());
  });

  it('states the limits in words', () => {
    expect(document.info.description).toMatch(/50 items a call, 10 files a field, 20 files a request, 100 fields .*1,000,000 bytes/);
    expect(operationOf('define-fields').description).toContain('at most 1,000,000 bytes');
  });

  it('names the server it is told', () => {
    expect(createOpenApiDocument({ version: '1', serverUrl: 'https://dossier.example' }).servers).toEqual([
      { url: 'https://dossier.example' },
    ]);
  });
});

describe('the request examples', () => {
  const withBody = routes.filter(({ request, bodyKind }) => request?.body !== undefined && bodyKind !== 'multipart');

  it('are there for every route that takes a body, and for no other', () => {
    expect(Object.keys(requestExamples).filter((id) => !withBody.some((route) => route.id === id))).toEqual([]);
    expect(withBody.map(({ id }) => id).filter((id) => !(id in requestExamples))).toEqual([]);
  });

  it.each(withBody)('pass the schema of $id', ({ id, request }) => {
    if (request?.body === undefined) throw new Error('No body.');
    expect(z.safeParse(request.body, requestExamples[id]).error).toBeUndefined();
  });
});

describe('the notes on schemas', () => {
  it('describe only components and properties that are there', () => {
    const named = { ...namedRequestSchemas, ...namedResponseSchemas };
    for (const [name, note] of Object.entries(schemaNotes)) {
      expect(named).toHaveProperty(name);
      const properties = document.components.schemas[name]?.properties ?? {};
      for (const property of Object.keys(note.properties ?? {})) expect(properties, `${name}.${property}`).toHaveProperty(property);
    }
  });
});
