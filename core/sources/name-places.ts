import type { Collection, Dataset, DatasetField } from '../../contracts/schemas/datasets.ts';

/** A collection under the name it has in a package. */
export interface Place {
  /** `<dataset>:<collection>` (CONTRACT section 9). */
  readonly source: string;
  readonly dataset: Dataset;
  readonly collection: Collection;
}

/** The name of a collection in a package. */
export function sourceName(datasetKey: string, collectionName: string): string {
  return `${datasetKey}:${collectionName}`;
}

/** Every collection of some datasets, in their order. */
export function placesOf(datasets: readonly Dataset[]): readonly Place[] {
  return datasets.flatMap((dataset) =>
    dataset.collections.map((collection) => ({ source: sourceName(dataset.fides_key, collection.name), dataset, collection })),
  );
}

/** The two parts of `collection.field`; the field's name is what follows the last dot, since a field's name has none. */
export function splitReference(text: string): { readonly collection: string; readonly field: string } {
  const dot = text.lastIndexOf('.');
  return { collection: text.slice(0, Math.max(dot, 0)), field: text.slice(dot + 1) };
}

/** A collection's field by its name. */
export function fieldNamed(collection: Collection | undefined, name: string): DatasetField | undefined {
  return collection?.fields.find((field) => field.name === name);
}
