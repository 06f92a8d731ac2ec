import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { region, resources } from '../../local/settings/make-environment.ts';

/** A key pair that DynamoDB Local takes; it checks no signature. */
export const databaseCredentials = { accessKeyId: 'LOCALDOSSIER', secretAccessKey: 'test' };

/** Tables of one test file's own. */
export interface TestTables {
  readonly endpoint: string;
  readonly plain: DynamoDBClient;
  readonly client: DynamoDBDocumentClient;
  readonly configs: string;
  readonly requests: string;
  /** Every item of a table, as text: what is not in it is not in the table. */
  dump(table: string): Promise<string>;
  close(): void;
}

/** Creates tables as the local run does, under names nobody else has, in the run's one DynamoDB Local. */
export async function openTables(): Promise<TestTables> {
  const suffix = `-${randomUUID()}`;
  const options = { endpoint: inject('dynamodbUrl'), region, credentials: databaseCredentials };
  const naming = new DynamoDBClient(options);
  naming.middlewareStack.add(
    (next) => (args) => {
      const input: object = args.input;
      return next('TableName' in input ? { ...args, input: { ...args.input, TableName: `${String(input.TableName)}${suffix}` } } : args);
    },
    { step: 'initialize', priority: 'high' },
  );
  await createTables(naming);
  naming.destroy();
  const plain = new DynamoDBClient(options);
  const client = createDocumentClient(plain);
  return {
    endpoint: options.endpoint,
    plain,
    client,
    configs: `${resources.configsTable}${suffix}`,
    requests: `${resources.requestsTable}${suffix}`,
    dump: async (table) => {
      const texts: string[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const { Items, LastEvaluatedKey } = await client.send(
          new ScanCommand({ TableName: table, ExclusiveStartKey: start, ConsistentRead: true }),
        );
        texts.push(JSON.stringify(Items));
        start = LastEvaluatedKey;
      } while (start !== undefined);
      return texts.join('\n');
    },
    close: () => plain.destroy(),
  };
}
