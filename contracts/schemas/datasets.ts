import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { identityKinds } from './identity.ts';

/** Names of collections and fields as the database has them; what they may hold is judged place by place (`core/sources/judge-datasets.ts`). */
const sourceName = z.lazy(() => z.string().check(z.minLength(1), z.maxLength(limits.sourceNameCharacters)));

/** Which way values flow: `from` the field that is named into this one, `to` it out of this one. Absent: whichever way leads away from the person. */
const referenceDirections = ['from', 'to'] as const;

/** Another field that holds the same values. */
const referenceIn = z.lazy(() =>
  z.strictObject({
    /** The `fides_key` of a dataset of the same connection. */
    dataset: sourceName,
    /** `collection.field`; the field's name is what follows the last dot. */
    field: z.string().check(z.minLength(3), z.maxLength(limits.sourceNameCharacters * 2 + 1)),
    direction: z.optional(z.nullable(z.enum(referenceDirections))),
  }),
);

const references = z.lazy(() => z.optional(z.nullable(z.array(referenceIn).check(z.maxLength(limits.referencesPerField)))));
const identityKind = z.lazy(() => z.optional(z.nullable(z.enum(identityKinds))));

/** One field of a collection. Fides writes keys, identities and references under `fides_meta`; both places are read. */
export const datasetFieldIn = z.lazy(() =>
  z.strictObject({
    name: sourceName,
    description: z.optional(z.nullable(z.string().check(z.maxLength(limits.textCharacters)))),
    data_categories: z.optional(z.nullable(z.array(sourceName).check(z.maxLength(limits.categoriesPerField)))),
    identity: identityKind,
    primary_key: z.optional(z.nullable(z.boolean())),
    references,
    fides_meta: z.optional(z.nullable(z.object({ identity: identityKind, primary_key: z.optional(z.nullable(z.boolean())), references }))),
  }),
);

/** An index by which a DynamoDB table can be asked for one field. */
const indexIn = z.lazy(() => z.strictObject({ name: sourceName, field: sourceName }));

/** A table, or whatever the source has for one. */
export const collectionIn = z.lazy(() =>
  z.strictObject({
    name: sourceName,
    description: z.optional(z.nullable(z.string().check(z.maxLength(limits.textCharacters)))),
    fields: z.array(datasetFieldIn).check(z.minLength(1), z.maxLength(limits.fieldsPerCollection)),
    indexes: z.optional(z.array(indexIn).check(z.maxLength(limits.indexesPerCollection))),
  }),
);

/** What one source holds: the part of a package's keys before the colon, and its collections. */
export const datasetIn = z.lazy(() =>
  z.strictObject({
    fides_key: sourceName,
    name: z.optional(z.nullable(z.string().check(z.maxLength(limits.nameCharacters)))),
    description: z.optional(z.nullable(z.string().check(z.maxLength(limits.textCharacters)))),
    collections: z.array(collectionIn).check(z.minLength(1), z.maxLength(limits.collectionsPerDataset)),
  }),
);

/** What one source holds, as a caller sends it. */
export type DatasetIn = z.output<typeof datasetIn>;

/** `PATCH /connection/{key}/dataset`: a list, or one object. */
export const datasetsIn = z.lazy(() =>
  z.union([
    z.array(datasetIn).check(z.minLength(1), z.maxLength(limits.datasetsPerConnection)),
    z.pipe(
      datasetIn,
      z.transform((one) => [one]),
    ),
  ]),
);

/** One field as it is kept and answered. */
export const datasetField = z.lazy(() =>
  z.object({
    name: z.string(),
    description: z.nullable(z.string()),
    data_categories: z.nullable(z.array(z.string())),
    identity: z.nullable(z.enum(identityKinds)),
    primary_key: z.boolean(),
    references: z.array(z.object({ dataset: z.string(), field: z.string(), direction: z.nullable(z.enum(referenceDirections)) })),
  }),
);

/** One field as it is kept and answered. */
export type DatasetField = z.output<typeof datasetField>;

/** One collection as it is kept and answered. */
export const collection = z.lazy(() =>
  z.object({
    name: z.string(),
    description: z.nullable(z.string()),
    fields: z.array(datasetField),
    indexes: z.array(z.object({ name: z.string(), field: z.string() })),
  }),
);

/** One collection as it is kept and answered. */
export type Collection = z.output<typeof collection>;

/** One dataset as it is kept and answered. */
export const dataset = z.lazy(() =>
  z.object({
    fides_key: z.string(),
    name: z.nullable(z.string()),
    description: z.nullable(z.string()),
    collections: z.array(collection),
  }),
);

/** One dataset as it is kept and answered. */
export type Dataset = z.output<typeof dataset>;

/** The datasets of a connection. */
export const datasetsOut = z.lazy(() => z.object({ connection_key: z.string(), datasets: z.array(dataset) }));
