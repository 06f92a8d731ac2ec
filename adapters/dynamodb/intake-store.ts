import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { intakeConfig } from '../../contracts/schemas/intake.ts';
import { tableKeys } from '../../contracts/tables.ts';
import type { IntakeStore } from '../../core/intake/ports.ts';
import { refuseTooLarge } from './errors.ts';

const key = { [tableKeys.partition]: 'intake', [tableKeys.sort]: 'current' };

/** Keeps the intake configuration as one item of the configs table: as text, since a map of DynamoDB does not keep the order of a form's fields. */
export function createIntakeStore(client: DynamoDBDocumentClient, table: string): IntakeStore {
  return {
    async read() {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
      if (Item === undefined) return undefined;
      // Earlier versions kept it as a map.
      return intakeConfig.parse(typeof Item.config === 'string' ? JSON.parse(Item.config) : Item.config);
    },
    async replace(config) {
      await refuseTooLarge(() => client.send(new PutCommand({ TableName: table, Item: { ...key, config: JSON.stringify(config) } })));
    },
  };
}
