import type { ReconcileInput } from '../../contracts/schemas/workflow.ts';
import { systemActor } from '../caller.ts';
import { findManualState } from '../manual-requests/find-missing-input.ts';
import { coversDefinition } from '../manual-requests/manual-sources.ts';
import { type DeleteParts, purgeRequest } from './delete-request.ts';
import { repairRequest } from './repair-request.ts';
import { continueExecution, type ResumeParts, releaseRequest } from './resume-request.ts';

/** What reconciling needs. */
export interface ReconcileParts extends ResumeParts, Pick<DeleteParts, 'packages' | 'rows' | 'copies' | 'attachments'> {}

/** What one run did. */
export interface ReconcileReport {
  readonly repaired: number;
  readonly released: number;
  readonly purged: number;
  /** Requests that could not be looked at; the next run tries again. */
  readonly failed: number;
}

/** Seconds a request is left alone after its last change: longer than any call works on it, shorter than the schedule's minute. */
const defaultMinAgeSeconds = 30;

/**
 * Seconds after a deletion until its purge is the last one: longer than BuildPackage may run (330 s in the ASL), so that a
 * package written by an execution that was just being stopped is removed too.
 */
const lastPurgeSeconds = 600;

/**
 * Repairs what died half way: starts that never happened, resumes that were decided but not told, executions that are gone,
 * purges that were not finished; and lets go requests that wait for nothing any more. Every step is conditional on the state
 * it read, so runs may overlap with each other and with live calls.
 */
export async function reconcileRequests(parts: ReconcileParts, input: ReconcileInput): Promise<ReconcileReport> {
  const counts = { repaired: 0, released: 0, purged: 0, failed: 0 };
  const before = (seconds: number) => new Date(parts.clock.now().getTime() - seconds * 1_000).toISOString();
  const unchangedSince = before(input.min_age_seconds ?? defaultMinAgeSeconds);

  const each = async (ids: AsyncIterable<string>, work: (id: string) => Promise<void>) => {
    for await (const id of ids) {
      try {
        await work(id);
      } catch (error) {
        counts.failed += 1;
        parts.warn?.('A request could not be repaired; the next run tries again.', error);
      }
    }
  };
  const repair = async (id: string) => {
    const request = await parts.requests.find(id);
    if (request === undefined) return;
    if (await repairRequest(parts, request)) counts.repaired += 1;
    else if (request.status === 'resuming') await continueExecution(parts, request);
  };

  if (input.released_connection !== undefined) {
    const released = input.released_connection;
    await each(parts.requests.idsByStatus('requires_input'), async (id) => {
      if ((await waitsForNothing(parts, id, released)) && (await releaseRequest(parts, id, systemActor)) !== undefined)
        counts.released += 1;
    });
    return counts;
  }
  for (const status of ['approved', 'in_processing', 'resuming'] as const)
    await each(parts.requests.idsByStatus(status, unchangedSince), repair);
  if (input.include_waiting === true) {
    await each(parts.requests.idsByStatus('requires_input', unchangedSince), async (id) => {
      await repair(id);
      if ((await waitsForNothing(parts, id)) && (await releaseRequest(parts, id, systemActor)) !== undefined) counts.released += 1;
    });
  }
  await each(parts.requests.idsByStatus('deleted', before(lastPurgeSeconds)), async (id) => {
    await purgeRequest(parts, id);
    await parts.requests.forget(id);
    counts.purged += 1;
  });
  return counts;
}

/**
 * Whether a waiting request waits for nothing: no definition is left that it needs, or the one just taken away was all it
 * missed. One whose answers are simply all in waits for the reviewer's word (seed 1, "Resume Privacy Request Execution").
 */
async function waitsForNothing(parts: ReconcileParts, id: string, released?: string): Promise<boolean> {
  const request = await parts.requests.find(id);
  if (request === undefined || request.status !== 'requires_input') return false;
  const { sources, missing } = await findManualState(parts, request);
  if (sources.length === 0) return true;
  if (released === undefined || missing.length > 0 || sources.some((source) => source.key === released)) return false;
  const input = await parts.requests.findManualInput(id, released);
  const connection = await parts.connections.find(released);
  const manual = connection?.manual_request ?? null;
  return input === undefined || (manual !== null && !coversDefinition(input, manual));
}
