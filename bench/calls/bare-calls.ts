import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { tableKeys } from '../../contracts/tables.ts';
import { type Credentials, region, resources } from '../../local/settings/make-environment.ts';

const { configsTable, requestsTable } = resources;
const key = (partition: string, sort: string) => ({ [tableKeys.partition]: partition, [tableKeys.sort]: sort });

/** About as much as a stored request and a log entry hold. */
const request = {
  status: 'requires_input',
  policy: { key: 'p', name: 'Policy', action_type: 'access' },
  identity: { email: 'jane@example.com' },
};
const entry = { event: 'submitted', actor: 'data_subject', at: '2026-01-01T00:00:00.000Z' };

/** The DynamoDB calls behind one call of the API, and nothing else. */
export interface BareCalls {
  submit(id: string): Promise<void>;
  manualInput(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  close(): void;
}

/**
 * Opens the bare counterpart of a server: the same kinds and numbers of calls as `adapters/dynamodb` makes, on items of the same
 * tables, by the same SDK.
 * @param endpoint - The DynamoDB that the server uses too; its tables are there.
 */
export async function openBareCalls(endpoint: string, credentials: Credentials): Promise<BareCalls> {
  const client = new DynamoDBClient({ endpoint, region, credentials });
  const documents = DynamoDBDocumentClient.from(client);
  const get = (TableName: string, partition: string, sort: string) =>
    documents.send(new GetCommand({ TableName, Key: key(partition, sort), ConsistentRead: true }));
  const query = (TableName: string, partition: string, prefix: string) =>
    documents.send(
      new QueryCommand({
        TableName,
        ConsistentRead: true,
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
        ExpressionAttributeNames: { '#pk': tableKeys.partition, '#sk': tableKeys.sort },
        ExpressionAttributeValues: { ':pk': partition, ':prefix': prefix },
      }),
    );
  const putEntry = (id: string, name: string) => ({ Put: { TableName: requestsTable, Item: { ...key(id, `log#${name}`), ...entry } } });
  const isWaiting = {
    ConditionExpression: '#status = :waiting',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: { ':waiting': 'requires_input' },
  };
  await documents.send(new PutCommand({ TableName: configsTable, Item: { ...key('bench', 'crm'), ...request } }));
  return {
    close: () => client.destroy(),
    // The count of the rate limit, policy, form, then the request with its log entry.
    async submit(id) {
      await documents.send(
        new UpdateCommand({
          TableName: requestsTable,
          Key: key('bench#rate', 'now'),
          UpdateExpression: 'ADD #calls :one',
          ExpressionAttributeNames: { '#calls': 'calls' },
          ExpressionAttributeValues: { ':one': 1 },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      await get(configsTable, 'bench', 'policy');
      await get(configsTable, 'bench', 'intake');
      const fresh = { ConditionExpression: 'attribute_not_exists(#pk)', ExpressionAttributeNames: { '#pk': tableKeys.partition } };
      const put = { Put: { TableName: requestsTable, Item: { ...key(id, 'request'), ...request }, ...fresh } };
      await documents.send(new TransactWriteCommand({ TransactItems: [put, putEntry(id, '1')] }));
    },
    // Request, connection, then the input with its log entry where the request still waits.
    async manualInput(id) {
      await get(requestsTable, id, 'request');
      await get(configsTable, 'bench', 'crm');
      const check = { ConditionCheck: { TableName: requestsTable, Key: key(id, 'request'), ...isWaiting } };
      const put = { Put: { TableName: requestsTable, Item: { ...key(id, 'input#crm'), answers: [['email', 'jane@example.com']] } } };
      await documents.send(new TransactWriteCommand({ TransactItems: [check, put, putEntry(id, '2')] }));
    },
    // Request, connections, input, then the step with its log entry, the request again, and the task's token.
    async resume(id) {
      await get(requestsTable, id, 'request');
      await query(configsTable, 'bench', 'crm');
      await query(requestsTable, id, 'input#');
      const update = {
        Update: {
          TableName: requestsTable,
          Key: key(id, 'request'),
          ...isWaiting,
          UpdateExpression: 'SET #status = :next',
          ExpressionAttributeValues: { ...isWaiting.ExpressionAttributeValues, ':next': 'resuming' },
        },
      };
      await documents.send(new TransactWriteCommand({ TransactItems: [update, putEntry(id, '3')] }));
      await get(requestsTable, id, 'request');
      await get(requestsTable, id, 'request');
    },
  };
}
