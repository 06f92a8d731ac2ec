import * as z from 'zod/mini';
import { connectionTypes } from './connection-types.ts';
import { timestamp } from './timestamp.ts';

/** What a connection is stored with and answered with alike. */
export function connectionMembers() {
  return {
    key: z.string(),
    name: z.nullable(z.string()),
    description: z.nullable(z.string()),
    connection_type: z.enum(connectionTypes),
    access: z.enum(['read', 'write']),
    disabled: z.boolean(),
    created_at: timestamp,
    updated_at: timestamp,
  };
}
