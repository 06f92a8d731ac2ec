import type { StoredRequest } from '../../contracts/items/request.ts';
import type { StoredSource } from '../../contracts/items/source.ts';
import type { CollectInput } from '../../contracts/schemas/workflow.ts';
import { systemActor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import type { MakeId } from '../ids.ts';
import type { PolicyStore } from '../policies/ports.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { isRead } from '../sources/automatic-sources.ts';
import { collectRows } from '../sources/collect-rows.ts';
import { type Connectors, type FormAnswers, SourceError } from '../sources/connector.ts';
import type { SecretStore, SourceRows } from '../sources/ports.ts';
import { RequestClosedError, SourceFailedError, TryAgainError } from './errors.ts';
import { findOwnedRequest } from './owned-request.ts';

/** What collecting a source needs. */
export interface CollectSourceParts {
  readonly requests: RequestStore;
  readonly connections: ConnectionStore;
  readonly policies: PolicyStore;
  readonly secrets: SecretStore;
  readonly connectors: Connectors;
  readonly rows: SourceRows;
  readonly clock: Clock;
  readonly makeId: MakeId;
  /** `execution.allow_custom_privacy_request_fields_in_request_execution` */
  readonly tellAnswers: boolean;
}

/** Milliseconds one source may take: below the function's 300 s, so that it is this that is told and not a bare timeout. */
const patienceMilliseconds = 270_000;

/**
 * Collects the rows of one automatic source, once: what an earlier execution has collected is not read again.
 * @throws RequestClosedError where the request is not this execution's; TryAgainError where the source was not reached, or not in
 * time; SourceFailedError where it can't be read as it is set up. Both sentences are kept with the request, for reviewers.
 */
export async function collectSource(parts: CollectSourceParts, input: CollectInput): Promise<void> {
  const request = await findOwnedRequest(parts.requests, input);
  const before = await parts.requests.findSource(request.id, input.connection_key);
  if (before !== undefined && before.collected_at !== null) return;
  try {
    const collected = { ...describe(input), collected_at: timestampOf(parts.clock), parts: await readSource(parts, request, input) };
    const entry = makeLogEntry(parts, 'source_collected', systemActor, { connection_key: input.connection_key });
    if (!(await parts.requests.saveSource(collected, entry))) await refuseUnlessCollected(parts, input);
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    await noteFailure(parts, input, before, error.message);
    throw error.kind === 'again' ? new TryAgainError(error.message) : new SourceFailedError(error.message);
  }
}

async function readSource(parts: CollectSourceParts, request: StoredRequest, input: CollectInput): Promise<StoredSource['parts']> {
  const key = input.connection_key;
  const connection = await parts.connections.find(key);
  if (connection === undefined) throw new SourceError('failed', 'The connection is not there any more.');
  if (!isRead(connection)) throw new SourceError('failed', 'The connection is disabled, or its datasets are not there any more.');
  const policy = await parts.policies.find(request.policy.key);
  const secrets = connection.secrets === null ? {} : ((await parts.secrets.read(connection.secrets.id)) ?? {});
  const connector = await parts.connectors.open(connection.connection_type, secrets, parts.tellAnswers ? answersOf(request) : undefined);
  try {
    return await collectRows({
      request,
      connectionKey: key,
      datasets: await parts.connections.findDatasets(key),
      categories: policy?.data_categories ?? null,
      connector,
      rows: parts.rows,
      run: parts.makeId('sourceRun'),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
  } finally {
    await connector.close();
  }
}

/** What the person wrote or chose in the form. Files are for reviewers: a source gets none. */
function answersOf(request: StoredRequest): FormAnswers {
  return Object.fromEntries(
    Object.entries(request.custom_fields).flatMap(([key, field]) => (field.files === true ? [] : [[key, field.value]])),
  );
}

/** Keeps why a source failed. The log tells each cause once an attempt, however often it is tried. */
async function noteFailure(
  parts: CollectSourceParts,
  input: CollectInput,
  before: StoredSource | undefined,
  failure: string,
): Promise<void> {
  const isNew = before?.attempt !== input.attempt || before.failure !== failure;
  const entry = makeLogEntry(parts, 'source_failed', systemActor, { connection_key: input.connection_key, message: failure });
  await parts.requests.saveSource({ ...describe(input), failure }, isNew ? entry : undefined);
}

async function refuseUnlessCollected(parts: CollectSourceParts, input: CollectInput): Promise<void> {
  await findOwnedRequest(parts.requests, input);
  const source = await parts.requests.findSource(input.request_id, input.connection_key);
  if (source === undefined || source.collected_at === null) throw new RequestClosedError();
}

function describe({ request_id, attempt, connection_key }: CollectInput): StoredSource {
  return { request_id, connection_key, attempt, collected_at: null, failure: null, parts: [] };
}
