import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type Dataset, dataset } from '../../../contracts/schemas/datasets.ts';
import { tableKeys } from '../../../contracts/tables.ts';
import type { ConnectionStore } from '../../../core/connections/ports.ts';
import { transact, type WriteItem } from '../transact.ts';
import { connectionKey } from './connection-item.ts';

/** The datasets of one connection: an item of their own, since every check of a request reads all connections and no dataset. */
function datasetsKey(key: string): Record<string, string> {
  return { [tableKeys.partition]: 'dataset', [tableKeys.sort]: key };
}

/** To which connection a dataset's key belongs: packages name rows by it, so it belongs to one. */
function ownerKey(datasetKey: string): Record<string, string> {
  return { [tableKeys.partition]: 'dataset-key', [tableKeys.sort]: datasetKey };
}

/** As text and not as a map: its size is then the one that was judged, without what DynamoDB adds for every member. */
const datasetsText = z.lazy(() => z.array(dataset));

/** Reads the datasets of a connection. */
export function findDatasets(client: DynamoDBDocumentClient, table: string): ConnectionStore['findDatasets'] {
  return async (key) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: datasetsKey(key), ConsistentRead: true }));
    return typeof Item?.datasets === 'string' ? datasetsText.parse(JSON.parse(Item.datasets)) : [];
  };
}

/** Writes a connection, its datasets and their keys' owner in one transaction. */
export function saveDatasets(client: DynamoDBDocumentClient, table: string): ConnectionStore['saveDatasets'] {
  return async (connection, formerKeys, datasets, expectedRevision) => {
    const items: WriteItem[] = [
      {
        Put: {
          TableName: table,
          Item: { ...connectionKey(connection.key), ...connection },
          ConditionExpression: '#revision = :revision',
          ExpressionAttributeNames: { '#revision': 'revision' },
          ExpressionAttributeValues: { ':revision': expectedRevision },
        },
      },
      datasets.length === 0 ? deletion(table, datasetsKey(connection.key)) : storing(table, connection.key, datasets),
      ...connection.datasets.map((key) => ownership(table, key, connection.key)),
      ...formerKeys.filter((key) => !connection.datasets.includes(key)).map((key) => deletion(table, ownerKey(key))),
    ];
    return transact(client, items);
  };
}

/** What else goes when a connection goes. */
export function datasetDeletions(table: string, key: string, datasetKeys: readonly string[]): readonly WriteItem[] {
  return [deletion(table, datasetsKey(key)), ...datasetKeys.map((owned) => deletion(table, ownerKey(owned)))];
}

function deletion(table: string, key: Record<string, string>): WriteItem {
  return { Delete: { TableName: table, Key: key } };
}

function storing(table: string, key: string, datasets: readonly Dataset[]): WriteItem {
  return { Put: { TableName: table, Item: { ...datasetsKey(key), datasets: JSON.stringify(datasets) } } };
}

function ownership(table: string, datasetKey: string, connection: string): WriteItem {
  return {
    Put: {
      TableName: table,
      Item: { ...ownerKey(datasetKey), connection },
      ConditionExpression: 'attribute_not_exists(#pk) OR #connection = :connection',
      ExpressionAttributeNames: { '#pk': tableKeys.partition, '#connection': 'connection' },
      ExpressionAttributeValues: { ':connection': connection },
    },
  };
}
