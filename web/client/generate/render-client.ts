import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { OpenApiDocument } from '../../../contracts/openapi/document.ts';
import { createOpenApiDocument } from '../../../contracts/openapi.ts';
import { renderOperation } from './render-operation.ts';
import { renderType } from './render-type.ts';

/** Where the client is kept. */
export const clientFile = fileURLToPath(new URL('../generated.ts', import.meta.url));

const biome = fileURLToPath(new URL('../../../node_modules/@biomejs/biome/bin/biome', import.meta.url));

const head = `// Made from the OpenAPI document by \`npm run build:client\`; a test compares them. Change contracts/, not this file.
import type { NoInput, Operation } from './operation.ts';
`;

/** The client as it has to be now: every schema as a type, every operation as a constant. */
export function renderClient(): string {
  const document = createOpenApiDocument({ version: '1' });
  const source = [head, ...renderSchemas(document), ...renderOperations(document)].join('\n\n');
  return execFileSync(process.execPath, [biome, 'format', `--stdin-file-path=${clientFile}`], { input: source, encoding: 'utf8' });
}

function renderSchemas({ components }: OpenApiDocument): readonly string[] {
  return Object.entries(components.schemas).map(
    ([name, schema]) => `/** \`${name}\` of the OpenAPI document. */\nexport type ${name} = ${renderType(schema)};`,
  );
}

/** Aliases answer the same as their operation, so the client needs none. */
function renderOperations({ paths }: OpenApiDocument): readonly string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation['x-alias-of'] === undefined)
      .map(([method, operation]) => renderOperation(method, path, operation)),
  );
}
