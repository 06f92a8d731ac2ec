import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { storedConnection } from '../../contracts/items/connection.ts';
import { tableKeys } from '../../contracts/tables.ts';
import type { ConnectionStore } from '../../core/connections/ports.ts';
import { connectionKey, connectionPartition } from './connections/connection-item.ts';
import { datasetDeletions, findDatasets, saveDatasets } from './connections/dataset-items.ts';
import { refuseTooLarge, tryWrite } from './errors.ts';
import { readPartition } from './read-all.ts';
import { transact } from './transact.ts';

/**
 * Keeps connections in the configs table.
 * @param table - The table's name.
 */
export function createConnectionStore(client: DynamoDBDocumentClient, table: string): ConnectionStore {
  const find: ConnectionStore['find'] = async (key) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: connectionKey(key), ConsistentRead: true }));
    return Item === undefined ? undefined : storedConnection.parse(Item);
  };
  return {
    find,
    async all() {
      const items = await readPartition(client, table, connectionPartition);
      return items.map((item) => storedConnection.parse(item));
    },
    async save(connection, expectedRevision) {
      const fresh = expectedRevision === 'absent';
      const put = new PutCommand({
        TableName: table,
        Item: { ...connectionKey(connection.key), ...connection },
        ConditionExpression: fresh ? 'attribute_not_exists(#pk)' : '#revision = :revision',
        ExpressionAttributeNames: fresh ? { '#pk': tableKeys.partition } : { '#revision': 'revision' },
        ...(fresh ? {} : { ExpressionAttributeValues: { ':revision': expectedRevision } }),
      });
      return tryWrite(() => refuseTooLarge(() => client.send(put)));
    },
    findDatasets: findDatasets(client, table),
    saveDatasets: saveDatasets(client, table),
    async remove(key) {
      for (;;) {
        const connection = await find(key);
        if (connection === undefined) return undefined;
        const items = [
          {
            Delete: {
              TableName: table,
              Key: connectionKey(key),
              ConditionExpression: '#revision = :revision',
              ExpressionAttributeNames: { '#revision': 'revision' },
              ExpressionAttributeValues: { ':revision': connection.revision },
            },
          },
          ...datasetDeletions(table, key, connection.datasets),
        ];
        if (await transact(client, items)) return connection;
        // Changed in between: what it names now goes with it.
      }
    },
  };
}
