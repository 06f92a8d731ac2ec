import { type DatasetIn, datasetsIn } from '../../contracts/schemas/datasets.ts';
import { type Identity, identityKinds } from '../../contracts/schemas/identity.ts';
import type { PackageRow } from '../../core/packages/package-source.ts';
import type { Connector } from '../../core/sources/connector.ts';
import { normaliseDatasets } from '../../core/sources/normalise-datasets.ts';
import { planTraversal } from '../../core/sources/plan-traversal.ts';
import { traverse } from '../../core/sources/traverse.ts';

/** What one collection gave, and how each row was reached: `field < where the value came from`. */
export interface SeenCollection {
  readonly rows: readonly PackageRow[];
  readonly reached: readonly string[];
}

/** Datasets as a caller would send them, as they are stored. */
export function storedDatasets(sent: unknown) {
  const parsed: readonly DatasetIn[] = datasetsIn.parse(sent);
  return normaliseDatasets(parsed);
}

/** Reads everything of a person by a connector, in the order in which it is read. */
export async function collectVisits(
  connector: Connector,
  sent: unknown,
  identity: Identity,
  maxRows?: number,
): Promise<ReadonlyMap<string, SeenCollection>> {
  const seen = new Map<string, SeenCollection>();
  const steps = planTraversal(
    storedDatasets(sent),
    identityKinds.filter((kind) => identity[kind] !== undefined),
  );
  const visits = traverse({
    connector,
    steps,
    identity,
    wanted: ({ collection }) => collection.fields.map((field) => field.name),
    signal: AbortSignal.timeout(20_000),
    ...(maxRows === undefined ? {} : { maxRows }),
  });
  for await (const { step, rows } of visits) {
    const all = await Array.fromAsync(rows);
    seen.set(step.source, {
      rows: all.map(({ row }) => row),
      reached: all.map(({ reachedBy }) => `${reachedBy.field} < ${[...reachedBy.from].sort().join(' + ')}`),
    });
  }
  return seen;
}
