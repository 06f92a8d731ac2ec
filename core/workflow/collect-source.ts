import type { ConnectionStore } from '../connections/ports.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { SourceFailedError } from './errors.ts';
import { findOwnedRequest } from './owned-request.ts';

/** What collecting a source needs. */
export interface CollectSourceParts {
  readonly requests: RequestStore;
  readonly connections: ConnectionStore;
}

/**
 * Collects the rows of one automatic source.
 * @throws RequestClosedError where the request is not this execution's; SourceFailedError where the connection is gone, or of a
 * type this installation has no connector for.
 */
export async function collectSource(
  parts: CollectSourceParts,
  input: { readonly request_id: string; readonly attempt: number; readonly connection_key: string },
): Promise<void> {
  await findOwnedRequest(parts.requests, input);
  const connection = await parts.connections.find(input.connection_key);
  if (connection === undefined) throw new SourceFailedError(`The connection '${input.connection_key}' is not there any more.`);
  throw new SourceFailedError(
    `The connection '${connection.key}' is of type ${connection.connection_type}, which this installation cannot read.`,
  );
}
