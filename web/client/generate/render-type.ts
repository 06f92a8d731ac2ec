import * as z from 'zod/mini';

const schemaName = /^#\/components\/schemas\/(\w+)$/;

/** The keywords of JSON Schema that say something about a type. */
const keywords = z.object({
  $ref: z.optional(z.string()),
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  enum: z.optional(z.array(z.json())),
  const: z.optional(z.json()),
  anyOf: z.optional(z.array(z.unknown())),
  oneOf: z.optional(z.array(z.unknown())),
  items: z.optional(z.unknown()),
  properties: z.optional(z.record(z.string(), z.unknown())),
  required: z.optional(z.array(z.string())),
  additionalProperties: z.optional(z.unknown()),
});

type Keywords = z.output<typeof keywords>;

/** A JSON Schema as a TypeScript type, in one line. */
export function renderType(schema: unknown): string {
  const parsed = keywords.safeParse(schema);
  if (!parsed.success) return 'unknown';
  const found = parsed.data;
  if (found.$ref !== undefined) return nameOf(found.$ref);
  if (found.const !== undefined) return JSON.stringify(found.const);
  if (found.enum !== undefined) return union(found.enum.map((value) => JSON.stringify(value)));
  const choices = found.anyOf ?? found.oneOf;
  if (choices !== undefined) return union(choices.map(renderType));
  const types = typeof found.type === 'string' ? [found.type] : (found.type ?? []);
  return types.length === 0 ? 'unknown' : union(types.map((type) => renderPlain(type, found)));
}

/** The members of an object type, such as `{ readonly a: string; readonly b?: number | undefined }`. */
export function renderMembers(members: readonly { readonly name: string; readonly type: string; readonly required: boolean }[]): string {
  const lines = members.map(
    ({ name, type, required }) => `readonly ${JSON.stringify(name)}${required ? '' : '?'}: ${type}${required ? '' : ' | undefined'}`,
  );
  return `{ ${lines.join('; ')} }`;
}

function renderPlain(type: string, schema: Keywords): string {
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly (${renderType(schema.items)})[]`;
    case 'object':
      return renderObject(schema);
    default:
      throw new Error(`The type ${type} is not one of JSON Schema.`);
  }
}

function renderObject(schema: Keywords): string {
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length > 0) {
    const required = new Set(schema.required ?? []);
    return renderMembers(properties.map(([name, of]) => ({ name, type: renderType(of), required: required.has(name) })));
  }
  const rest = schema.additionalProperties;
  return `{ readonly [key: string]: ${typeof rest === 'object' && rest !== null ? renderType(rest) : 'unknown'} }`;
}

function nameOf(reference: string): string {
  const name = schemaName.exec(reference)?.[1];
  if (name === undefined) throw new Error(`The reference ${reference} leads out of the schemas.`);
  return name;
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}
