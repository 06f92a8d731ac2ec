import * as z from 'zod/mini';
import { connectionTypes } from '../schemas/connection-types.ts';
import { field } from '../schemas/field.ts';
import { timestamp } from '../schemas/timestamp.ts';

/** The fields of a manual request as they are stored with their connection, so that both change and go together. */
const storedManualRequest = z.lazy(() =>
  z.object({
    id: z.string(),
    fields: z.array(field),
    /** Names what is asked (`versionOf`), so that input knows which definition it answered. */
    version: z.string(),
  }),
);

/** The fields of a manual request as they are stored. */
export type StoredManualRequest = z.output<typeof storedManualRequest>;

/** A connection as it is stored. */
export const storedConnection = z.lazy(() =>
  z.object({
    key: z.string(),
    name: z.nullable(z.string()),
    description: z.nullable(z.string()),
    connection_type: z.enum(connectionTypes),
    access: z.enum(['read', 'write']),
    disabled: z.boolean(),
    /** What the secrets are called; their values are in the secret store alone, under this id. Null where there are none. */
    secrets: z.nullable(z.object({ id: z.string(), names: z.array(z.string()) })),
    /** The keys of its datasets; the datasets themselves lie beside it. */
    datasets: z._default(z.array(z.string()), []),
    manual_request: z.nullable(storedManualRequest),
    created_at: timestamp,
    updated_at: timestamp,
    /** Grows with every change; a write names the revision it read. */
    revision: z.int(),
  }),
);

/** A connection as it is stored. */
export type StoredConnection = z.output<typeof storedConnection>;
