import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { partitionPrefixes, tableKeys } from '../../contracts/tables.ts';

/**
 * Tells whether a table answers, by a read of an item that is not there: it needs no right that functions do not have anyway.
 * @returns A probe that throws where the table does not answer.
 */
export function createTableProbe(client: DynamoDBDocumentClient, table: string): () => Promise<void> {
  return async () => {
    await client.send(
      new GetCommand({ TableName: table, Key: { [tableKeys.partition]: partitionPrefixes.probe, [tableKeys.sort]: 'probe' } }),
    );
  };
}
