import type { StoredManualInput } from '../../contracts/items/manual-input.ts';
import type { WorkflowInput } from '../../contracts/schemas/workflow.ts';
import { systemActor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import type { MakeId } from '../ids.ts';
import type { PackageSource } from '../packages/package-source.ts';
import type { PackageStore } from '../packages/ports.ts';
import { createPackageStream } from '../packages/write-package.ts';
import { packageKey } from '../privacy-requests/delete-request.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { automaticPackageSources } from '../sources/package-sources.ts';
import type { SourceRows } from '../sources/ports.ts';
import { RequestClosedError, SourceFailedError } from './errors.ts';
import { findOwnedRequest } from './owned-request.ts';

/** What building a package needs. */
export interface BuildPackageParts {
  readonly requests: RequestStore;
  readonly packages: PackageStore;
  readonly rows: SourceRows;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/**
 * Builds the package of a request and stores it (CONTRACT section 9). Repeated, it writes the same bytes to the same place.
 * @throws SourceFailedError where a source was not collected: a package with a hole in it is not delivered. It says which, and why.
 * @throws RequestClosedError where the request was closed meanwhile; what was stored is removed then.
 */
export async function buildPackage(parts: BuildPackageParts, input: WorkflowInput): Promise<void> {
  const request = await findOwnedRequest(parts.requests, input);
  const key = packageKey(request.id);
  const inputs = await parts.requests.manualInputs(request.id);
  const automatic = automaticPackageSources(request.automatic_sources ?? [], await parts.requests.sources(request.id), parts.rows);
  if (automatic.missing.length > 0) throw new SourceFailedError(automatic.missing.join(' '));
  const sources = [...automatic.sources, ...manualPackageSources(request.manual_sources ?? [], inputs)];
  await parts.packages.write(key, createPackageStream(sources, { requestId: request.id, askedAt: new Date(request.created_at) }));
  const stored = await parts.requests.transition({
    id: request.id,
    from: ['in_processing'],
    to: 'in_processing',
    attempt: input.attempt,
    changes: { package_key: key },
    ...(request.package_key === key ? {} : { entry: makeLogEntry(parts, 'package_built', systemActor) }),
  });
  if (stored === undefined) {
    const owner = await parts.requests.find(request.id);
    // Another attempt that owns the request writes to the same place: its package must stay.
    if (owner === undefined || owner.status === 'canceled') await parts.packages.remove(key);
    throw new RequestClosedError();
  }
}

/** One row a manual connection, with every label of the definition its input answered (CONTRACT section 9). Never filtered (seed 1). */
function manualPackageSources(keys: readonly string[], inputs: readonly StoredManualInput[]): readonly PackageSource[] {
  return keys.flatMap((key) => {
    const input = inputs.find((candidate) => candidate.connection_key === key);
    if (input === undefined) return [];
    const row = Object.fromEntries(input.answers);
    return [{ kind: 'manual', source: key, labels: input.answers.map(([label]) => label), rows: () => [row] }];
  });
}
