import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { storedManualInput } from '../../../contracts/items/manual-input.ts';
import type { RequestStore } from '../../../core/privacy-requests/ports.ts';
import { refuseTooLarge, tryWrite } from '../errors.ts';
import { retryConflicts } from '../retry-conflicts.ts';
import { readChildren } from './read-children.ts';
import { manualInputKey, manualInputPrefix, requestKey, toLogItem } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/** Keeps one connection's input with its log entry, on the condition that the request waits for input. */
export function saveManualInput({ client, name }: RequestsTable): RequestStore['saveManualInput'] {
  return (input, entry) =>
    tryWrite(() =>
      refuseTooLarge(() =>
        retryConflicts(() =>
          client.send(
            new TransactWriteCommand({
              TransactItems: [
                {
                  ConditionCheck: {
                    TableName: name,
                    Key: requestKey(input.request_id),
                    ConditionExpression: '#status = :waiting',
                    ExpressionAttributeNames: { '#status': 'status' },
                    ExpressionAttributeValues: { ':waiting': 'requires_input' },
                  },
                },
                { Put: { TableName: name, Item: { ...manualInputKey(input.request_id, input.connection_key), ...input } } },
                { Put: { TableName: name, Item: toLogItem(input.request_id, entry) } },
              ],
            }),
          ),
        ),
      ),
    );
}

/** Reads one connection's input. */
export function findManualInput({ client, name }: RequestsTable): RequestStore['findManualInput'] {
  return async (id, connectionKey) => {
    const { Item } = await client.send(new GetCommand({ TableName: name, Key: manualInputKey(id, connectionKey), ConsistentRead: true }));
    return Item === undefined ? undefined : storedManualInput.parse(Item);
  };
}

/** Reads all input of a request. */
export function manualInputs(table: RequestsTable): RequestStore['manualInputs'] {
  return async (id) => {
    const items = await readChildren(table, id, manualInputPrefix);
    return items.map((item) => storedManualInput.parse(item));
  };
}
