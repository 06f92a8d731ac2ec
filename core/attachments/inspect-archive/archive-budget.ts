import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ArchiveLimits } from './archive-limits.ts';
import { demand } from './archive-refusal.ts';

/** Bytes or entries worked on before other work of the process gets a turn. */
const turnBytes = 4_194_304;
const turnEntries = 64;

/** What one walk has done so far; counted over all levels. */
export interface ArchiveWork {
  readonly archives: number;
  readonly entries: number;
  /** The deepest archive seen; the uploaded file is 1. */
  readonly depth: number;
  readonly inflatedBytes: number;
}

/** Counts what a walk costs and ends it at the first limit. */
export class ArchiveBudget {
  readonly limits: ArchiveLimits;
  readonly #fileBytes: number;
  readonly #clock: () => number;
  readonly #startedAt: number;
  #archives = 0;
  #entries = 0;
  #depth = 0;
  #inflatedBytes = 0;
  #finished = 0;
  #turnAt = { bytes: 0, entries: 0 };

  /** @param fileBytes size of the uploaded file; @param clock milliseconds, never going back */
  constructor(limits: ArchiveLimits, fileBytes: number, clock: () => number) {
    this.limits = limits;
    this.#fileBytes = fileBytes;
    this.#clock = clock;
    this.#startedAt = clock();
  }

  /** How many entries may still come. */
  get entriesLeft(): number {
    return this.limits.entries - this.#entries;
  }

  /** What was done until now. */
  get work(): ArchiveWork {
    return { archives: this.#archives, entries: this.#entries, depth: this.#depth, inflatedBytes: this.#inflatedBytes };
  }

  /** @throws ArchiveRefusal `too_deep` */
  enterArchive(depth: number): void {
    demand(depth <= this.limits.depth, 'too_deep');
    this.#archives += 1;
    this.#depth = Math.max(this.#depth, depth);
  }

  /** @throws ArchiveRefusal `too_many_entries` */
  countEntries(count: number): void {
    this.#entries += count;
    demand(this.#entries <= this.limits.entries, 'too_many_entries');
  }

  /** Asks before memory is taken or data is inflated at one go. @throws ArchiveRefusal `too_large` */
  reserve(bytes: number): void {
    demand(this.#inflatedBytes + bytes <= this.limits.inflatedBytes, 'too_large');
  }

  /** Counts bytes that really came out. @throws ArchiveRefusal `too_large`, `ratio` or `deadline` */
  countBytes(bytes: number): void {
    this.#inflatedBytes += bytes;
    demand(this.#inflatedBytes <= this.limits.inflatedBytes, 'too_large');
    const judged = this.#inflatedBytes > this.limits.ratioFromBytes;
    demand(!judged || this.#inflatedBytes <= this.limits.ratio * this.#fileBytes, 'ratio');
    this.checkDeadline();
  }

  /** @throws ArchiveRefusal `deadline` */
  checkDeadline(): void {
    demand(this.#clock() - this.#startedAt <= this.limits.deadlineMs, 'deadline');
  }

  /** Marks an entry as done, and now and then lets other work of the process run. */
  async finishEntry(): Promise<void> {
    this.#finished += 1;
    const bytes = this.#inflatedBytes - this.#turnAt.bytes;
    const entries = this.#finished - this.#turnAt.entries;
    if (bytes < turnBytes && entries < turnEntries) return;
    this.#turnAt = { bytes: this.#inflatedBytes, entries: this.#finished };
    await nextTurn();
  }
}
