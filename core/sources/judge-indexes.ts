import type { ConnectionType } from '../../contracts/schemas/connection-types.ts';
import type { Dataset } from '../../contracts/schemas/datasets.ts';
import type { Note } from './judge-datasets.ts';
import { fieldNamed, sourceName, splitReference } from './name-places.ts';

/**
 * Judges indexes: they are DynamoDB's, name a field that is there, and each field a DynamoDB collection can be asked for is its
 * key or has one, since a table is never read through (a scan costs by the table, not by the person).
 */
export function judgeIndexes(datasets: readonly Dataset[], type: ConnectionType, note: Note): void {
  const referred = type === 'dynamodb' ? referredFields(datasets) : new Set<string>();
  for (const [d, dataset] of datasets.entries()) {
    for (const [c, collection] of dataset.collections.entries()) {
      for (const [i, index] of collection.indexes.entries()) {
        const place = ['collections', c, 'indexes', i];
        if (type !== 'dynamodb') note(d, place, 'Only collections of connections of type dynamodb have indexes.', 'not_allowed');
        else if (fieldNamed(collection, index.field) === undefined) {
          note(d, [...place, 'field'], 'The collection has no such field.', 'unknown_reference');
        }
      }
      if (type !== 'dynamodb') continue;
      const source = sourceName(dataset.fides_key, collection.name);
      for (const [f, field] of collection.fields.entries()) {
        const asked =
          field.identity !== null ||
          field.references.some(({ direction }) => direction !== 'to') ||
          referred.has(`${source}.${field.name}`);
        const found = field.primary_key || collection.indexes.some((index) => index.field === field.name);
        if (asked && !found) {
          const sentence = 'A DynamoDB table is asked by its key or by an index: mark this field as primary_key, or name its index.';
          note(d, ['collections', c, 'fields', f], sentence, 'not_indexed');
        }
      }
    }
  }
}

/** Fields that values may be looked up in, since a reference of another field leads to them. */
function referredFields(datasets: readonly Dataset[]): Set<string> {
  return new Set(
    datasets.flatMap((dataset) =>
      dataset.collections.flatMap((collection) =>
        collection.fields.flatMap((field) =>
          field.references.flatMap((reference) => {
            const named = splitReference(reference.field);
            return reference.direction === 'from' ? [] : [`${sourceName(reference.dataset, named.collection)}.${named.field}`];
          }),
        ),
      ),
    ),
  );
}
