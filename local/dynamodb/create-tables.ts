import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { tableKeys, tables } from '../../contracts/tables.ts';
import { resources } from '../settings/make-environment.ts';

/** Seconds a table may take; DynamoDB Local answers at once, one elsewhere may not. */
const waitSeconds = 60;

/** Creates the tables where they are not there yet, as the table contract describes them. */
export async function createTables(client: DynamoDBClient): Promise<void> {
  await Promise.all(Object.values(tables).map((table) => createTable(client, table)));
}

type Table = (typeof tables)[keyof typeof tables];

async function createTable(client: DynamoDBClient, table: Table): Promise<void> {
  const name = resources[table.environment];
  const indexes = [...table.indexes];
  const attributes = new Set<string>([tableKeys.partition, tableKeys.sort, ...indexes.flatMap((index) => [index.partition, index.sort])]);
  try {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [...attributes].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
        KeySchema: keySchema(tableKeys.partition, tableKeys.sort),
        ...(indexes.length === 0
          ? {}
          : {
              GlobalSecondaryIndexes: indexes.map((index) => ({
                IndexName: index.name,
                KeySchema: keySchema(index.partition, index.sort),
                Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...index.projected] },
              })),
            }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) {
      throw error;
    }
  }
  await waitUntilTableExists({ client, maxWaitTime: waitSeconds, minDelay: 1 }, { TableName: name });
  const { TimeToLiveDescription: ttl } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }));
  if (ttl?.TimeToLiveStatus !== 'ENABLED') {
    await client.send(
      new UpdateTimeToLiveCommand({ TableName: name, TimeToLiveSpecification: { AttributeName: tableKeys.ttl, Enabled: true } }),
    );
  }
}

function keySchema(partition: string, sort: string) {
  return [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
}
