import type { Dataset, DatasetField, DatasetIn } from '../../contracts/schemas/datasets.ts';

/** Datasets with every member there, whichever way they were written. What stands beside a name goes before what stands under `fides_meta`. */
export function normaliseDatasets(sent: readonly DatasetIn[]): Dataset[] {
  return sent.map((dataset) => ({
    fides_key: dataset.fides_key,
    name: dataset.name ?? null,
    description: dataset.description ?? null,
    collections: dataset.collections.map((collection) => ({
      name: collection.name,
      description: collection.description ?? null,
      fields: collection.fields.map(normaliseField),
      indexes: collection.indexes ?? [],
    })),
  }));
}

function normaliseField(field: DatasetIn['collections'][number]['fields'][number]): DatasetField {
  const meta = field.fides_meta;
  return {
    name: field.name,
    description: field.description ?? null,
    data_categories: field.data_categories ?? null,
    identity: field.identity ?? meta?.identity ?? null,
    primary_key: field.primary_key ?? meta?.primary_key ?? false,
    references: (field.references ?? meta?.references ?? []).map((reference) => ({ ...reference, direction: reference.direction ?? null })),
  };
}
