import * as z from 'zod/mini';
import type { StoredSource } from '../../contracts/items/source.ts';
import type { PackageRow, PackageSource, PackageValue } from '../packages/package-source.ts';
import type { SourceRows } from './ports.ts';

/** A row as one of our own lines holds it. */
const storedRow: z.ZodMiniType<PackageRow> = z.record(
  z.string(),
  z.custom<PackageValue>((value) => value !== undefined),
);

/** What is to be read of automatic sources, and why some of it is missing. */
export interface AutomaticSources {
  readonly sources: readonly PackageSource[];
  /** One sentence for each source that was not collected; empty where all were. */
  readonly missing: readonly string[];
}

/**
 * The rows of automatic sources for a package, streamed from where they lie.
 * @param keys - The connections that are collected, in order.
 */
export function automaticPackageSources(
  keys: readonly string[],
  stored: readonly StoredSource[],
  rows: Pick<SourceRows, 'read'>,
): AutomaticSources {
  const byKey = new Map(stored.map((source) => [source.connection_key, source]));
  const isCollected = (key: string) => (byKey.get(key)?.collected_at ?? null) !== null;
  return {
    missing: keys.filter((key) => !isCollected(key)).map((key) => missingSentence(key, byKey.get(key))),
    sources: keys
      .filter(isCollected)
      .flatMap((key) =>
        (byKey.get(key)?.parts ?? []).map(
          (part): PackageSource => ({ kind: 'automatic', source: part.source, rows: () => readRows(rows, part.object_key) }),
        ),
      ),
  };
}

function missingSentence(key: string, source: StoredSource | undefined): string {
  return `The source '${key}' could not be read. ${source?.failure ?? 'It did not answer in time.'}`;
}

async function* readRows(rows: Pick<SourceRows, 'read'>, objectKey: string): AsyncGenerator<PackageRow> {
  for await (const line of rows.read(objectKey)) yield storedRow.parse(JSON.parse(line));
}
