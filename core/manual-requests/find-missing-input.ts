import type { StoredRequest } from '../../contracts/items/request.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { type ManualSource, manualSourcesFor, missingInput } from './manual-sources.ts';

/** What a request needs from people, and what of it is not there yet. */
export interface ManualState {
  readonly sources: readonly ManualSource[];
  /** Keys of the connections whose input is missing, in the sources' order. */
  readonly missing: readonly string[];
}

/** Looks at the definitions and the input of a request as they are now. */
export async function findManualState(
  parts: { readonly connections: ConnectionStore; readonly requests: RequestStore },
  request: Pick<StoredRequest, 'id' | 'policy'>,
): Promise<ManualState> {
  const sources = manualSourcesFor(request.policy.action_type, await parts.connections.all());
  if (sources.length === 0) return { sources, missing: [] };
  return { sources, missing: missingInput(sources, await parts.requests.manualInputs(request.id)) };
}
