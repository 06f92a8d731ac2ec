import type { StoredRequest } from '../../contracts/items/request.ts';
import type { StoredSource } from '../../contracts/items/source.ts';
import { limits } from '../../contracts/limits.ts';
import type { Dataset } from '../../contracts/schemas/datasets.ts';
import { identityKinds } from '../../contracts/schemas/identity.ts';
import { type PackageRow, valueUnder } from '../packages/package-source.ts';
import { type Connector, SourceError } from './connector.ts';
import { givenFields } from './match-categories.ts';
import { planTraversal } from './plan-traversal.ts';
import type { SourceRows } from './ports.ts';
import { rowsKey } from './row-keys.ts';
import { traverse } from './traverse.ts';

/** What collecting rows needs. */
export interface CollectRowsInput {
  readonly request: Pick<StoredRequest, 'id' | 'identity'>;
  readonly connectionKey: string;
  readonly datasets: readonly Dataset[];
  /** The categories of the request's policy; null for all fields. */
  readonly categories: readonly string[] | null;
  readonly connector: Connector;
  readonly rows: SourceRows;
  /** Names this run; no two have the same. */
  readonly run: string;
  readonly signal: AbortSignal;
}

/**
 * Reads one automatic source for a person and keeps its rows, one object a collection, holding no more than the keys that lead on.
 * @returns Where the rows lie, in the order in which they were read. A collection the policy gives nothing of is not among them.
 * @throws SourceError
 */
export async function collectRows(input: CollectRowsInput): Promise<StoredSource['parts']> {
  const { request, datasets, categories, rows } = input;
  const kinds = identityKinds.filter((kind) => request.identity[kind] !== undefined);
  const visits = traverse({
    connector: input.connector,
    steps: planTraversal(datasets, kinds),
    identity: request.identity,
    wanted: ({ collection }) => givenFields(collection, categories),
    signal: input.signal,
  });
  const parts: StoredSource['parts'] = [];
  const budget = { bytes: limits.sourceBytes };
  for await (const { step, rows: found } of visits) {
    const fields = givenFields(step.collection, categories);
    if (fields.length === 0) {
      // Read all the same: what it gives leads on.
      for await (const _ of found);
      continue;
    }
    const key = rowsKey(request.id, input.connectionKey, input.run, parts.length);
    const count = { rows: 0 };
    await rows.write(key, toLines(found, fields, count, budget));
    parts.push({ source: step.source, object_key: key, rows: count.rows });
  }
  return parts;
}

async function* toLines(
  found: AsyncIterable<{ readonly row: PackageRow }>,
  fields: readonly string[],
  count: { rows: number },
  budget: { bytes: number },
): AsyncGenerator<string> {
  for await (const { row } of found) {
    const line = `${JSON.stringify(Object.fromEntries(fields.map((name) => [name, valueUnder(row, name)])))}\n`;
    budget.bytes -= Buffer.byteLength(line);
    if (budget.bytes < 0) {
      throw new SourceError('failed', `It gives more than ${limits.sourceBytes.toLocaleString('en')} bytes for one person.`);
    }
    count.rows += 1;
    yield line;
  }
}
