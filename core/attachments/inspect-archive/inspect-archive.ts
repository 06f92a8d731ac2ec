import { ArchiveBudget, type ArchiveWork } from './archive-budget.ts';
import { type ArchiveLimits, archiveLimits } from './archive-limits.ts';
import { ArchiveRefusal, type ArchiveRefusalWord, demand } from './archive-refusal.ts';
import { checkEntries } from './check-entries.ts';
import { checkLocalHeaders } from './check-local-headers.ts';
import { inflateEntry } from './inflate-entry.ts';
import { innerKindOf, isEncryptedDocument } from './inner-file.ts';
import { readZipDirectory } from './read-zip-directory.ts';

/** What the pre-flight found, and what it cost. */
export type ArchiveOutcome =
  | { readonly kind: 'ok'; readonly work: ArchiveWork }
  | { readonly kind: 'unscannable'; readonly word: ArchiveRefusalWord; readonly reason: string; readonly work: ArchiveWork };

/** What a caller can set: tests tighten the limits and stop the clock. */
export interface InspectArchiveOptions {
  readonly limits?: Partial<ArchiveLimits>;
  /** Milliseconds, never going back. */
  readonly clock?: () => number;
}

/**
 * Opens a ZIP archive and all archives inside it within bounds, so that nothing reaches the scanner which the scanner would pass unseen.
 * Memory stays constant apart from inner archives and documents, which the budget bounds; inner files are not judged by name or type.
 * @see CONTRACT section 6, row "openable"
 */
export async function inspectArchive(bytes: Uint8Array, options: InspectArchiveOptions = {}): Promise<ArchiveOutcome> {
  const clock = options.clock ?? (() => performance.now());
  const budget = new ArchiveBudget({ ...archiveLimits, ...options.limits }, bytes.length, clock);
  try {
    await walkArchive(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 1, budget);
    return { kind: 'ok', work: budget.work };
  } catch (error) {
    if (!(error instanceof ArchiveRefusal)) throw error;
    return { kind: 'unscannable', word: error.word, reason: error.message, work: budget.work };
  }
}

async function walkArchive(bytes: Buffer, depth: number, budget: ArchiveBudget): Promise<void> {
  budget.enterArchive(depth);
  const directory = readZipDirectory(bytes, budget.entriesLeft);
  budget.countEntries(directory.entries.length);
  checkEntries(directory.entries, budget.limits);
  budget.checkDeadline();
  for (const placed of checkLocalHeaders(bytes, directory)) {
    budget.checkDeadline();
    const inner = await inflateEntry(placed, budget);
    if (inner !== undefined) await lookInto(inner, depth, budget);
    await budget.finishEntry();
  }
}

async function lookInto(inner: Buffer, depth: number, budget: ArchiveBudget): Promise<void> {
  const kind = innerKindOf(inner);
  if (kind === 'zip') await walkArchive(inner, depth + 1, budget);
  else if (kind !== undefined) demand(!isEncryptedDocument(inner, kind), 'encrypted_document');
}
