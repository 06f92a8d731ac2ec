/** A JSON value, as it stands in a package. */
export type PackageValue = string | number | boolean | null | readonly PackageValue[] | { readonly [name: string]: PackageValue };

/** One record of a source: label to value. */
export type PackageRow = { readonly [label: string]: PackageValue };

interface SourceBase {
  /** The key in `package.json`: `<dataset>:<collection>` or a connection key. Comes once in a package. */
  readonly source: string;
  /** What people call it, for the report. Absent: the key stands alone. */
  readonly name?: string;
  /**
   * Starts one reading of the rows. It is called three times (JSON, CSV, report), one after the other, and every reading must
   * give the same rows in the same order: a package of any size then needs no more memory than one row.
   */
  readonly rows: () => AsyncIterable<PackageRow> | Iterable<PackageRow>;
}

/** What people typed in for one manual connection. */
export interface ManualSource extends SourceBase {
  readonly kind: 'manual';
  /** Every label of the definition, in its order. Each row is written with exactly these, null where a row has none. */
  readonly labels: readonly string[];
}

/** What was read from one collection of an automatic connection. Rows are written as they come. */
export interface AutomaticSource extends SourceBase {
  readonly kind: 'automatic';
}

/** One part of a package. */
export type PackageSource = ManualSource | AutomaticSource;

/** What the package says about itself. */
export interface PackageAbout {
  readonly requestId: string;
  /** When the person asked. It also dates the files of the archive, so that a rebuild is byte for byte the same. */
  readonly askedAt: Date;
}

/** What one reading of a source has shown; the later readings rely on it. */
export interface ListedSource {
  readonly source: PackageSource;
  /** Path of its CSV file in the archive. */
  readonly csvName: string;
  /** Labels in order: the definition's, or those met in the rows, first met first. */
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** Whether any row holds anything but null. */
  readonly hasData: boolean;
}

/**
 * The value under a label, or null. Own properties only, so a label such as `constructor` finds what was given and nothing else.
 * @param row - the record
 * @param label - the label
 */
export function valueUnder(row: PackageRow, label: string): PackageValue {
  return Object.hasOwn(row, label) ? (row[label] ?? null) : null;
}

/** The labels a row is written with. */
export function labelsOf(source: PackageSource, row: PackageRow): readonly string[] {
  return source.kind === 'manual' ? source.labels : Object.keys(row);
}

/**
 * Reads the rows once more and checks that they are as many as the first time.
 * @throws Error when the source has changed in between: three files that disagree must not be handed over.
 */
export async function* rereadRows(listed: ListedSource): AsyncGenerator<PackageRow> {
  let count = 0;
  for await (const row of listed.source.rows()) {
    count += 1;
    yield row;
  }
  if (count !== listed.rowCount) throw new Error('A source gave another number of rows than when it was read first.');
}
