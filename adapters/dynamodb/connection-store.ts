import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { storedConnection } from '../../contracts/items.ts';
import { tableKeys } from '../../contracts/tables.ts';
import type { ConnectionStore } from '../../core/connections/ports.ts';
import { isConditionFailure } from './errors.ts';
import { collectAll } from './read-all.ts';

/** All connections lie in one partition, sorted by key: they are read together far more often than written. */
const partition = 'connection';

/**
 * Keeps connections in the configs table.
 * @param table - The table's name.
 */
export function createConnectionStore(client: DynamoDBDocumentClient, table: string): ConnectionStore {
  const keyOf = (key: string) => ({ [tableKeys.partition]: partition, [tableKeys.sort]: key });
  return {
    async find(key) {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }));
      return Item === undefined ? undefined : storedConnection.parse(Item);
    },
    async all() {
      const items = await collectAll(client, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: '#pk = :pk',
        ExpressionAttributeNames: { '#pk': tableKeys.partition },
        ExpressionAttributeValues: { ':pk': partition },
      });
      return items.map((item) => storedConnection.parse(item));
    },
    async save(connection, expectedRevision) {
      const fresh = expectedRevision === 'absent';
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: { ...keyOf(connection.key), ...connection },
            ConditionExpression: fresh ? 'attribute_not_exists(#pk)' : '#revision = :revision',
            ExpressionAttributeNames: fresh ? { '#pk': tableKeys.partition } : { '#revision': 'revision' },
            ...(fresh ? {} : { ExpressionAttributeValues: { ':revision': expectedRevision } }),
          }),
        );
        return true;
      } catch (error) {
        if (isConditionFailure(error)) return false;
        throw error;
      }
    },
    async remove(key) {
      const { Attributes } = await client.send(new DeleteCommand({ TableName: table, Key: keyOf(key), ReturnValues: 'ALL_OLD' }));
      return Attributes === undefined ? undefined : storedConnection.parse(Attributes);
    },
  };
}
