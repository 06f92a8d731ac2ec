import * as z from 'zod/mini';
import type { Schema } from '../routes/route.ts';
import type { JsonSchema } from './document.ts';
import { schemaNotes } from './schema-notes.ts';

/** Which side of a schema is meant: what a caller sends, or what is answered. */
export type Direction = 'input' | 'output';

/** JSON Schemas of one direction. */
export interface SchemaBook {
  /** The schema where it is used: a `$ref` where it has a name, else itself. */
  readonly of: (schema: Schema) => JsonSchema;
  /** What goes under `components.schemas`. */
  readonly components: Readonly<Record<string, JsonSchema>>;
}

const componentPath = '#/components/schemas/';

/**
 * Turns zod schemas into JSON Schemas, all at once, so that named ones refer to each other.
 * @param direction - `input` for requests, `output` for answers
 * @param named - schemas that get a component of their own
 * @param used - all other schemas that will be asked for
 */
export function buildSchemas(direction: Direction, named: Readonly<Record<string, Schema>>, used: readonly Schema[]): SchemaBook {
  const ids = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) ids.add(schema, { id });
  const unnamed = new Set(used.filter((schema) => !ids.has(schema)));
  for (const [index, schema] of [...unnamed].entries()) ids.add(schema, { id: `inline-${index}` });

  const { schemas } = z.toJSONSchema(ids, { io: direction, uri: (id) => `${componentPath}${id}`, override: clean });
  const byId = new Map<string, JsonSchema>(Object.entries(schemas).map(([id, schema]) => [id, withNotes(id, withoutIds(schema))]));
  return {
    of: (schema) => {
      const id = ids.get(schema)?.id;
      const found = id === undefined ? undefined : byId.get(id);
      if (id === undefined || found === undefined) throw new Error('A schema was not handed to buildSchemas.');
      return id in named ? { $ref: `${componentPath}${id}` } : found;
    },
    components: Object.fromEntries([...byId].filter(([id]) => id in named)),
  };
}

/** Takes out what helps no reader: zod's date pattern beside `date-time`, names of any kind for a record, the range of safe integers. */
function clean({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  const names = jsonSchema.propertyNames;
  if (typeof names === 'object' && Object.keys(names).join() === 'type') delete jsonSchema.propertyNames;
}

function withoutIds(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !['$id', '$schema', 'id', '~standard'].includes(keyword)));
}

function withNotes(id: string, schema: JsonSchema): JsonSchema {
  const note = schemaNotes[id];
  if (note === undefined) return schema;
  const shapes = note.shapes ?? {};
  const properties = Object.entries(propertiesOf(schema)).map(([name, property]) => {
    const description = note.properties?.[name];
    return [name, { ...(shapes[name] ?? property), ...(description === undefined ? {} : { description }) }];
  });
  return {
    ...(shapes[''] ?? schema),
    ...(properties.length === 0 ? {} : { properties: Object.fromEntries(properties) }),
    ...(note.description === undefined ? {} : { description: note.description }),
  };
}

/** The properties of an object schema; none for any other. */
export function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  const found = z.safeParse(objectSchema, schema);
  return found.success ? (found.data.properties ?? {}) : {};
}

/** The names of properties that must be there. */
export function requiredOf(schema: JsonSchema): readonly string[] {
  const found = z.safeParse(objectSchema, schema);
  return found.success ? (found.data.required ?? []) : [];
}

const objectSchema = z.lazy(() =>
  z.object({
    properties: z.optional(z.record(z.string(), z.record(z.string(), z.unknown()))),
    required: z.optional(z.array(z.string())),
  }),
);
