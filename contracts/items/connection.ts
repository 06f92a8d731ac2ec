import * as z from 'zod/mini';
import { connectionMembers } from '../schemas/connection-members.ts';
import { field } from '../schemas/field.ts';

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
    ...connectionMembers(),
    /** What the secrets are called; their values are in the secret store alone, under this id. Null where there are none. */
    secrets: z.nullable(z.object({ id: z.string(), names: z.array(z.string()) })),
    /** The keys of its datasets; the datasets themselves lie beside it. */
    datasets: z._default(z.array(z.string()), []),
    manual_request: z.nullable(storedManualRequest),
    /** Grows with every change; a write names the revision it read. */
    revision: z.int(),
  }),
);

/** A connection as it is stored. */
export type StoredConnection = z.output<typeof storedConnection>;
