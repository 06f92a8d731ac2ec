/** How thoroughly to measure. */
export interface BenchOptions {
  /** Fewer rounds, for a first look; the numbers are not for docs/benchmarks.md then. */
  readonly quick: boolean;
  /** Told what is being done; for the terminal only. */
  readonly say: (line: string) => void;
}

/** One measured table. */
export interface BenchTable {
  readonly title: string;
  /** What was measured and how, a paragraph each. */
  readonly notes: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Something that can be measured on its own. */
export interface BenchGroup {
  /** For `--only`. */
  readonly name: string;
  readonly summary: string;
  measure(options: BenchOptions): Promise<BenchTable>;
}
