import { createHash } from 'node:crypto';
import { limits } from '../../contracts/limits.ts';
import type { Identity } from '../../contracts/schemas/identity.ts';
import { type PackageRow, valueUnder } from '../packages/package-source.ts';
import { type Connector, SourceError, type SourceKey } from './connector.ts';
import type { Step } from './plan-traversal.ts';

/** A row, and how it was reached. */
export interface TracedRow {
  readonly row: PackageRow;
  /** The field it was found by, and where the value came from: `identity.email`, or `<dataset>:<collection>.<field>`. */
  readonly reachedBy: { readonly field: string; readonly from: readonly string[] };
}

/** The reading of one collection. */
export interface Visit {
  readonly step: Step;
  /** To be read to its end before the next visit: later collections are asked for what it gives. */
  readonly rows: AsyncIterable<TracedRow>;
}

/** What a traversal reads, and how far it goes. */
export interface Traversal {
  readonly connector: Connector;
  readonly steps: readonly Step[];
  readonly identity: Identity;
  /** The fields of a collection that are wanted for themselves; those that lead on are read beside them. */
  readonly wanted: (step: Step) => readonly string[];
  readonly signal: AbortSignal;
  /** Rows of all collections together. */
  readonly maxRows?: number;
}

/** Values to look up in one field, each with where it came from. */
type Keys = Map<string, { readonly value: SourceKey; readonly from: string[] }>;

/**
 * Reads collections one after the other: those of the identity first, each next one by the values that earlier ones gave. A
 * collection that nothing was found for is not asked.
 * @throws SourceError from the connector, and where the rows are more than one person can have.
 */
export async function* traverse(traversal: Traversal): AsyncGenerator<Visit> {
  const given = new Map<string, Keys>();
  const budget = { rows: traversal.maxRows ?? limits.sourceRows };
  for (const step of traversal.steps) {
    const asked = keysFor(step, traversal.identity, given);
    if (asked.size > 0) yield { step, rows: readStep(traversal, step, asked, given, budget) };
  }
}

/** What a collection is asked for, field by field. */
function keysFor(step: Step, identity: Identity, given: ReadonlyMap<string, Keys>): ReadonlyMap<string, Keys> {
  const asked = new Map<string, Keys>();
  const ask = (field: string, value: SourceKey, from: string) => {
    const keys = asked.get(field) ?? new Map();
    asked.set(field, keys);
    addKey(keys, value, from);
  };
  for (const { field, kind } of step.identities) {
    const value = identity[kind];
    if (value !== undefined) ask(field, value, `identity.${kind}`);
  }
  for (const { from, to } of step.inputs) {
    const place = placeName(from.source, from.field);
    for (const { value } of given.get(place)?.values() ?? []) ask(to.field, value, place);
  }
  return asked;
}

async function* readStep(
  { connector, wanted, signal }: Traversal,
  step: Step,
  asked: ReadonlyMap<string, Keys>,
  given: Map<string, Keys>,
  budget: { rows: number },
): AsyncGenerator<TracedRow> {
  const primary = step.collection.fields.filter((field) => field.primary_key).map((field) => field.name);
  const needed = new Set([...wanted(step), ...step.feeds, ...asked.keys(), ...primary]);
  const fields = step.collection.fields.map((field) => field.name).filter((name) => needed.has(name));
  const seen = new Set<string>();
  for (const [field, keys] of asked) {
    const mine = new Set<string>();
    for (const batch of batchesOf([...keys.values()].map(({ value }) => value))) {
      const query = {
        collection: step.collection,
        fields,
        where: { field, values: batch },
        limit: budget.rows + 1,
        signal,
      };
      for await (const row of connector.query(query)) {
        if (asked.size > 1) {
          // What was found by another field already is the same row; two rows found by one field are two, however alike.
          const mark = markOf(row, primary);
          if (seen.has(mark)) continue;
          mine.add(mark);
        }
        budget.rows -= 1;
        if (budget.rows < 0) throw tooManyRows();
        for (const feed of step.feeds) addFeed(given, placeName(step.source, feed), valueUnder(row, feed));
        yield { row, reachedBy: { field, from: keys.get(String(valueUnder(row, field)))?.from ?? originsOf(keys) } };
      }
    }
    for (const mark of mine) seen.add(mark);
  }
}

function addFeed(given: Map<string, Keys>, place: string, value: unknown): void {
  // Null leads nowhere, and nothing is looked up by a list or an object.
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
  const keys = given.get(place) ?? new Map();
  given.set(place, keys);
  addKey(keys, value, place);
}

function addKey(keys: Keys, value: SourceKey, from: string): void {
  const known = keys.get(String(value));
  if (known === undefined) keys.set(String(value), { value, from: [from] });
  else if (!known.from.includes(from)) known.from.push(from);
}

function originsOf(keys: Keys): readonly string[] {
  return [...new Set([...keys.values()].flatMap(({ from }) => from))];
}

function* batchesOf(values: readonly SourceKey[]): Generator<readonly SourceKey[]> {
  for (let start = 0; start < values.length; start += limits.keysPerQuery) yield values.slice(start, start + limits.keysPerQuery);
}

function markOf(row: PackageRow, primary: readonly string[]): string {
  const told = primary.length === 0 ? row : primary.map((name) => valueUnder(row, name));
  return createHash('sha256').update(JSON.stringify(told)).digest('base64url');
}

function placeName(source: string, field: string): string {
  return `${source}.${field}`;
}

function tooManyRows(): SourceError {
  return new SourceError(
    'failed',
    `It gives more than ${limits.sourceRows.toLocaleString('en')} rows for one person. Check the identity fields and references of its datasets.`,
  );
}
