import { type DynamoDBDocumentClient, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { tryWrite } from './errors.ts';
import { retryConflicts } from './retry-conflicts.ts';

/** One write of a transaction. */
export type WriteItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Writes items together, or none of them.
 * @returns Whether they were written; false where a condition did not hold.
 */
export function transact(client: DynamoDBDocumentClient, items: readonly WriteItem[]): Promise<boolean> {
  return tryWrite(() => retryConflicts(() => client.send(new TransactWriteCommand({ TransactItems: [...items] }))));
}
