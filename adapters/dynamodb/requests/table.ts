import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The requests table: the client that speaks to it and its name. */
export interface RequestsTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
}
