import type { Connection } from '../../client/generated.ts';

/** Every type of connection as people call it. */
export const connectionTypes: Readonly<Record<Connection['connection_type'], string>> = {
  manual_request: 'Manual: people look it up',
  postgres: 'PostgreSQL',
  dynamodb: 'DynamoDB',
  https: 'HTTPS',
};

/** The types as choices of a list. */
export const connectionTypeOptions: readonly (readonly [Connection['connection_type'], string])[] = [
  ['manual_request', connectionTypes.manual_request],
  ['postgres', connectionTypes.postgres],
  ['dynamodb', connectionTypes.dynamodb],
  ['https', connectionTypes.https],
];

/** Both kinds of access as choices of a list. */
export const accessOptions = [
  ['read', 'Read'],
  ['write', 'Write'],
] as const;
