import type { StoredAttachment } from '../../contracts/items/attachment.ts';
import type { Clock } from '../clock.ts';
import type { Warn } from '../privacy-requests/start-execution.ts';
import type { AttachmentObjects, AttachmentRecords, QuarantineBin } from './ports.ts';
import { removeObjects } from './upload-parts.ts';

/** What sweeping needs. */
export interface SweepParts {
  readonly records: AttachmentRecords;
  readonly objects: AttachmentObjects;
  readonly quarantine: QuarantineBin;
  readonly clock: Clock;
  readonly warn?: Warn;
}

/** What one sweep did. */
export interface SweepReport {
  readonly swept: number;
  /** Attachments whose objects could not be removed; the next sweep tries again. */
  readonly failed: number;
}

/**
 * Sweeps uploads nobody claimed in time, and what refused uploads left behind. The record moves first, by a conditional write,
 * and its objects go after that: a claim and a sweep can never both win.
 */
export async function sweepAttachments(parts: SweepParts): Promise<SweepReport> {
  const now = parts.clock.now().toISOString();
  let swept = 0;
  let failed = 0;
  for await (const id of parts.records.idsToSweep(now)) {
    try {
      const attachment = (await parts.records.markDeleted(id, { expiredBefore: now })) ?? (await findDeleted(parts, id));
      if (attachment === undefined) continue;
      await removeObjects(parts, attachment);
      swept += 1;
    } catch (error) {
      failed += 1;
      parts.warn?.('An unclaimed upload could not be removed; the next sweep tries again.', error);
    }
  }
  for await (const quarantined of parts.records.quarantinedUntil(now)) {
    try {
      await parts.quarantine.remove(quarantined.key);
      await parts.records.forgetQuarantined(quarantined.id);
    } catch (error) {
      failed += 1;
      parts.warn?.('A quarantined object could not be removed; the next sweep tries again.', error);
    }
  }
  return { swept, failed };
}

/** One that was deleted already, but whose objects an earlier call could not remove. */
async function findDeleted(parts: SweepParts, id: string): Promise<StoredAttachment | undefined> {
  const attachment = await parts.records.find(id);
  return attachment?.state === 'deleted' ? attachment : undefined;
}
