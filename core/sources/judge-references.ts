import type { Dataset } from '../../contracts/schemas/datasets.ts';
import type { Note } from './judge-datasets.ts';
import { fieldNamed, splitReference } from './name-places.ts';

/**
 * Judges what fields refer to: a field that is there, in a dataset of the same connection, since a connection is read by itself
 * (docs/decisions/0005).
 * @param foreignKeys - Keys of the datasets of other connections.
 */
export function judgeReferences(datasets: readonly Dataset[], foreignKeys: ReadonlySet<string>, note: Note): void {
  const byKey = new Map(datasets.map((dataset) => [dataset.fides_key, dataset]));
  for (const [d, dataset] of datasets.entries()) {
    for (const [c, collection] of dataset.collections.entries()) {
      for (const [f, field] of collection.fields.entries()) {
        for (const [r, reference] of field.references.entries()) {
          const refusal = refuse(reference, byKey, foreignKeys);
          if (refusal === undefined) continue;
          const place = ['collections', c, 'fields', f, 'references', r, refusal.member];
          note(d, place, refusal.sentence, 'unknown_reference');
        }
      }
    }
  }
}

function refuse(
  reference: { readonly dataset: string; readonly field: string },
  byKey: ReadonlyMap<string, Dataset>,
  foreignKeys: ReadonlySet<string>,
): { readonly member: 'dataset' | 'field'; readonly sentence: string } | undefined {
  const dataset = byKey.get(reference.dataset);
  if (dataset === undefined) {
    const sentence = foreignKeys.has(reference.dataset)
      ? 'This dataset belongs to another connection, and references are followed within one connection only.'
      : 'There is no dataset with this key in the connection.';
    return { member: 'dataset', sentence };
  }
  const { collection, field } = splitReference(reference.field);
  const found = dataset.collections.find((candidate) => candidate.name === collection);
  if (found === undefined) return { member: 'field', sentence: 'The dataset has no such collection. Write it as collection.field.' };
  return fieldNamed(found, field) === undefined ? { member: 'field', sentence: 'The collection has no such field.' } : undefined;
}
