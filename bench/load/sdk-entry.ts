import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bundle.ts';

const importOf = /import\s+\{([^}]*)\}\s+from\s+'(@aws-sdk\/[^']+)'/g;

/**
 * Writes a handler that has nothing but the SDK: what a function's own files import of it by name, with every client made, as
 * the function does when it loads.
 * @param inputs - The source files of the function's bundle.
 */
export function writeSdkEntry(inputs: readonly string[]): string {
  const names = new Map<string, Set<string>>();
  for (const input of inputs.filter((path) => !path.includes('node_modules') && path.endsWith('.ts'))) {
    for (const [, list = '', module = ''] of readFileSync(join(root, input), 'utf8').matchAll(importOf)) {
      const values = list.split(',').map((name) => name.trim());
      for (const value of values.filter((name) => name !== '' && !name.startsWith('type '))) {
        names.set(module, (names.get(module) ?? new Set()).add(value));
      }
    }
  }
  const all = [...names.values()].flatMap((found) => [...found]);
  const imports = [...names].map(([module, found]) => `import { ${[...found].join(', ')} } from '${module}';`);
  const plain = all
    .filter((name) => /Client$/.test(name) && name !== documentClient && name !== 'DynamoDBClient')
    .map((name) => `new ${name}({})`);
  // As in `adapters/dynamodb/document-client.ts`, one client serves both.
  const database = all.includes(documentClient) ? [`${documentClient}.from(new DynamoDBClient({}))`] : [];
  const clients = [...plain, ...database];
  return [...imports, `const kept = [${[...clients, ...all].join(', ')}];`, 'export const handler = async () => kept.length;'].join('\n');
}

const documentClient = 'DynamoDBDocumentClient';
