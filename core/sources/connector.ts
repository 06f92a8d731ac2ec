import type { AutomaticType } from '../../contracts/schemas/connection-types.ts';
import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import type { Collection } from '../../contracts/schemas/datasets.ts';
import type { PackageRow } from '../packages/package-source.ts';

/** A value that rows are found by. */
export type SourceKey = string | number | boolean;

/** What a person answered in the form, by the field's key; no files. */
export type FormAnswers = Readonly<Record<string, string | readonly string[]>>;

/** One question to a source: the rows of a collection whose field has one of some values. */
export interface SourceQuery {
  readonly collection: Collection;
  /** The fields to give, in this order; never none. */
  readonly fields: readonly string[];
  /** At most `limits.keysPerQuery` values, each once. */
  readonly where: { readonly field: string; readonly values: readonly SourceKey[] };
  /** Rows at most. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** One opened source. It is used by one reader at a time, and closed at the end. */
export interface Connector {
  /**
   * The rows that fit, as they come.
   * @throws SourceError
   */
  query(query: SourceQuery): AsyncIterable<PackageRow>;
  /**
   * Reaches the source as a query would, without asking for anybody's data.
   * @throws SourceError
   */
  test(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Opens sources by their connection's type. */
export interface Connectors {
  /**
   * Nothing is reached before the first call of what is opened.
   * @param answers - What the person answered in the form, where sources may know it; only a service of one's own is told
   * (docs/https-sources.md).
   * @throws SourceError where the secrets are not those of this type.
   */
  open(type: AutomaticType, secrets: ConnectionSecrets, answers?: FormAnswers): Promise<Connector>;
  /**
   * Looks at secrets before they are kept.
   * @returns The sentence that refuses them; nothing where they may be kept. Incomplete ones may.
   */
  refuse(type: AutomaticType, secrets: ConnectionSecrets): Promise<string | undefined>;
}

/**
 * A source that did not give what it was asked for. The sentence is shown to reviewers and administrators: it holds no secret and
 * nothing of the rows.
 */
export class SourceError extends Error {
  /** `again`: it was not reached, or not in time. `failed`: as it is set up, it would fail the next time too. */
  readonly kind: 'again' | 'failed';

  constructor(kind: SourceError['kind'], sentence: string) {
    super(sentence);
    this.name = 'SourceError';
    this.kind = kind;
  }
}
