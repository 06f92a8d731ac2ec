import type { Collection } from '../../contracts/schemas/datasets.ts';

/**
 * The fields of a collection that a policy gives out: all where it names no categories, else those with one of its categories or
 * one below it on the dots (`user.contact` takes `user.contact.email`).
 */
export function givenFields(collection: Collection, categories: readonly string[] | null): readonly string[] {
  return collection.fields.flatMap(({ name, data_categories: own }) =>
    categories === null || (own ?? []).some((category) => categories.some((wanted) => isWithin(category, wanted))) ? [name] : [],
  );
}

function isWithin(category: string, wanted: string): boolean {
  return category === wanted || category.startsWith(`${wanted}.`);
}
