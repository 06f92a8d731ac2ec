import type { FieldProblem } from '../../contracts/problems.ts';
import type { ConnectionType } from '../../contracts/schemas/connection-types.ts';
import { reservedConnectionKeys } from '../../contracts/schemas/connections.ts';
import type { Collection, Dataset } from '../../contracts/schemas/datasets.ts';
import { identityKinds } from '../../contracts/schemas/identity.ts';
import { isKey } from '../make-key.ts';
import { judgeIndexes } from './judge-indexes.ts';
import { judgeReferences } from './judge-references.ts';
import { unreachablePlaces } from './plan-traversal.ts';

/** What datasets are judged beside. */
export interface DatasetSurroundings {
  readonly connectionType: ConnectionType;
  /** Keys of the datasets of other connections. */
  readonly foreignKeys: ReadonlySet<string>;
  /** One object was sent and no list, so places have no index. */
  readonly single: boolean;
}

/** Where something is wrong, from the dataset inwards. */
export type Place = readonly (string | number)[];

/** Notes one thing wrong. */
export type Note = (dataset: number, place: Place, msg: string, type: string) => void;

/**
 * Judges datasets as a whole.
 * @returns Everything that is wrong with them, place by place; empty where they can be kept.
 */
export function judgeDatasets(datasets: readonly Dataset[], surroundings: DatasetSurroundings): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  const note: Note = (dataset, place, msg, type) => {
    problems.push({ loc: ['body', ...(surroundings.single ? [] : [dataset]), ...place], msg, type });
  };
  judgeKeys(datasets, surroundings, note);
  for (const [index, dataset] of datasets.entries()) judgeNames(dataset, (place, msg, type) => note(index, place, msg, type));
  judgeReferences(datasets, surroundings.foreignKeys, note);
  judgeIndexes(datasets, surroundings.connectionType, note);
  // What leads where can only be told of names that are good.
  if (problems.length === 0) judgeReach(datasets, note);
  return problems;
}

function judgeKeys(datasets: readonly Dataset[], { foreignKeys }: DatasetSurroundings, note: Note): void {
  const seen = new Set<string>();
  for (const [index, { fides_key: key }] of datasets.entries()) {
    const place = ['fides_key'];
    if (!isKey(key)) note(index, place, 'A dataset’s key can hold letters from a to z, digits, "_", "." and "-" only.', 'wrong_key');
    else if (reservedConnectionKeys.some((reserved) => reserved === key)) note(index, place, `The key '${key}' is reserved.`, 'reserved');
    else if (seen.has(key)) note(index, place, 'Another dataset has the same key. Keys must be unique.', 'not_unique');
    else if (foreignKeys.has(key)) note(index, place, `The dataset '${key}' belongs to another connection.`, 'not_unique');
    seen.add(key);
  }
}

function judgeNames(dataset: Dataset, note: (place: Place, msg: string, type: string) => void): void {
  const collections = new Set<string>();
  for (const [c, collection] of dataset.collections.entries()) {
    const place = ['collections', c];
    const refusal = refuseName(collection.name, ':');
    if (refusal !== undefined) note([...place, 'name'], refusal, 'wrong_name');
    else if (collections.has(collection.name))
      note([...place, 'name'], 'Another collection of the dataset has the same name.', 'not_unique');
    collections.add(collection.name);
    const fields = new Set<string>();
    for (const [f, { name }] of collection.fields.entries()) {
      const inner = [...place, 'fields', f, 'name'];
      const fault = refuseName(name, '.');
      if (fault !== undefined) note(inner, fault, 'wrong_name');
      else if (fields.has(name)) note(inner, 'Another field of the collection has the same name.', 'not_unique');
      fields.add(name);
    }
  }
}

/** A name is handed to the database as it is, whatever stands in it; only what our own notation needs is kept out. */
function refuseName(name: string, separator: string): string | undefined {
  if (name === '__proto__') return 'This name is reserved.';
  if (/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name)) return 'A name can have no control characters.';
  return name.includes(separator) ? `A name here can have no "${separator}".` : undefined;
}

function judgeReach(datasets: readonly Dataset[], note: Note): void {
  const lost = new Set(unreachablePlaces(datasets, identityKinds).map(({ collection }) => collection));
  for (const [d, dataset] of datasets.entries()) {
    for (const [c, collection] of dataset.collections.entries()) {
      if (lost.has(collection)) note(d, ['collections', c], reachSentence(collection), 'not_reachable');
    }
  }
}

function reachSentence({ name }: Collection): string {
  return `Nothing leads to the collection '${name}': give a field of it an identity, or a reference from a collection that an identity leads to.`;
}
