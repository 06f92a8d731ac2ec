import type { ScanVerdict } from './verdict.ts';

/** Looks at files. */
export interface AttachmentScanner {
  /**
   * Judges the whole file. Never rejects: whatever goes wrong is `unavailable`.
   * @param bytes the file as a whole; it must not change while the scan runs
   * @param deadline milliseconds since 1970, after which the answer is `unavailable`
   */
  scan(bytes: Uint8Array, deadline: number): Promise<ScanVerdict>;

  /**
   * Names the scanner's present life, as of its last answer: it changes when the scanner was started anew.
   * A scanner that can't tell leaves it out.
   */
  readonly generation?: () => string | undefined;
}
