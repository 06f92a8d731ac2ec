import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { tableKeys } from '../../contracts/tables.ts';

/** Every item of a query, page by page (DynamoDB answers 1 MB at most at a time). */
export async function* readAll(client: DynamoDBDocumentClient, query: QueryCommandInput): AsyncGenerator<Record<string, unknown>> {
  let start: QueryCommandInput['ExclusiveStartKey'];
  do {
    const answer = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: start }));
    yield* answer.Items ?? [];
    start = answer.LastEvaluatedKey;
  } while (start !== undefined);
}

/** Every item of a query at once, for queries whose answer is small. */
export async function collectAll(client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<readonly Record<string, unknown>[]> {
  return Array.fromAsync(readAll(client, query));
}

/** Every item of one partition, as it is now. */
export function readPartition(client: DynamoDBDocumentClient, table: string, partition: string): ReturnType<typeof collectAll> {
  return collectAll(client, {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: '#pk = :pk',
    ExpressionAttributeNames: { '#pk': tableKeys.partition },
    ExpressionAttributeValues: { ':pk': partition },
  });
}
