import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';

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
