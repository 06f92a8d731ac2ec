/** How much an archive may cost before it is called unscannable. */
export interface ArchiveLimits {
  /** Entries of all archives together, inner ones included. */
  readonly entries: number;
  /** Archives inside one another; the uploaded file is the first. */
  readonly depth: number;
  /** Bytes that come out of all entries of all archives together. */
  readonly inflatedBytes: number;
  /** Bytes that come out for each byte of the uploaded file, once `ratioFromBytes` came out. */
  readonly ratio: number;
  /** Bytes that may come out before the ratio counts: small files of one repeated letter are honest. */
  readonly ratioFromBytes: number;
  /** Bytes of one entry: as many as an attachment may have, and far from where the scanner stops looking. */
  readonly scannerEntryBytes: number;
  /** Milliseconds of the whole walk. */
  readonly deadlineMs: number;
}

/**
 * The bounds of the pre-flight.
 * @see CONTRACT section 6 (entries, depth, bytes, ratio); scanner/signatures/dossier-limits.cdb (the scanner's own bound for entries the pre-flight does not see)
 */
export const archiveLimits: ArchiveLimits = {
  entries: 10_000,
  depth: 8,
  inflatedBytes: 209_715_200,
  ratio: 200,
  ratioFromBytes: 10_485_760,
  scannerEntryBytes: 104_857_600,
  // 200 MiB inflate in about one second on the two-core test machine; ten seconds leave a slow Lambda room and stay far below its timeout.
  deadlineMs: 10_000,
};
