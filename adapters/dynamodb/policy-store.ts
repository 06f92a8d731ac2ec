import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { policy } from '../../contracts/schemas/policies.ts';
import { tableKeys } from '../../contracts/tables.ts';
import { builtinPolicies, withBuiltinPolicies } from '../../core/policies/builtin-policies.ts';
import type { PolicyStore } from '../../core/policies/ports.ts';
import { readPartition } from './read-all.ts';

const partition = 'policy';

/** Keeps policies in the configs table. */
export function createPolicyStore(client: DynamoDBDocumentClient, table: string): PolicyStore {
  const keyOf = (key: string) => ({ [tableKeys.partition]: partition, [tableKeys.sort]: key });
  return {
    async find(key) {
      if (key === '') return undefined;
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }));
      return Item === undefined ? builtinPolicies.find((builtin) => builtin.key === key) : policy.parse(Item);
    },
    async all() {
      const items = await readPartition(client, table, partition);
      return withBuiltinPolicies(items.map((item) => policy.parse(item)));
    },
    async save(saved) {
      await client.send(new PutCommand({ TableName: table, Item: { ...keyOf(saved.key), ...saved } }));
    },
  };
}
