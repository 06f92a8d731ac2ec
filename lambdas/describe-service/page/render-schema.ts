import * as z from 'zod/mini';
import { propertiesOf, requiredOf } from '../../../contracts/openapi/build-schemas.ts';
import type { JsonSchema } from '../../../contracts/openapi/document.ts';
import { code, sentence } from './write-text.ts';

const keywords = z.lazy(() =>
  z.looseObject({
    $ref: z.optional(z.string()),
    type: z.optional(z.union([z.string(), z.array(z.string())])),
    enum: z.optional(z.array(z.unknown())),
    const: z.optional(z.unknown()),
    anyOf: z.optional(z.array(z.record(z.string(), z.unknown()))),
    oneOf: z.optional(z.array(z.record(z.string(), z.unknown()))),
    items: z.optional(z.record(z.string(), z.unknown())),
    additionalProperties: z.optional(z.union([z.boolean(), z.record(z.string(), z.unknown())])),
    format: z.optional(z.string()),
    description: z.optional(z.string()),
    minimum: z.optional(z.number()),
    maximum: z.optional(z.number()),
    minLength: z.optional(z.number()),
    maxLength: z.optional(z.number()),
    minItems: z.optional(z.number()),
    maxItems: z.optional(z.number()),
  }),
);

/** The name of the component that a `$ref` leads to. */
export function componentOf(schema: JsonSchema): string | undefined {
  return keywords.parse(schema).$ref?.replace('#/components/schemas/', '');
}

/** The kind of a schema in a few words of HTML, with links to components. */
export function kindOf(schema: JsonSchema): string {
  const { $ref, type, enum: values, const: only, anyOf, oneOf, items, additionalProperties } = keywords.parse(schema);
  const name = componentOf(schema);
  if ($ref !== undefined && name !== undefined) return `<a href="#schema-${name}">${name}</a>`;
  if (values !== undefined) return values.map((value) => code(String(value))).join(', ');
  if (only !== undefined) return code(String(only));
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return [...new Set(choices.map((choice) => kindOf(choice)))].join(' or ');
  if (Array.isArray(type)) return type.map((one) => kindOf({ ...schema, type: one })).join(' or ');
  if (type === 'array') return `list${range(schema)} of ${grouped(kindOf(items ?? {}))}`;
  if (type === 'object' && Object.keys(propertiesOf(schema)).length === 0) {
    return typeof additionalProperties === 'object' ? `object of name to ${grouped(kindOf(additionalProperties))}` : 'object';
  }
  return `${plainKind(type, schema)}${range(schema)}`;
}

/** Keeps a choice inside a list apart from a choice around it. */
function grouped(kind: string): string {
  return kind.includes(' or ') ? `(${kind})` : kind;
}

function plainKind(type: string | undefined, schema: JsonSchema): string {
  const { format } = keywords.parse(schema);
  if (format === 'date-time') return 'moment (ISO 8601, UTC)';
  if (format === 'binary') return 'file';
  if (format === 'uri') return 'address';
  if (type === 'string') return 'text';
  if (type === 'integer') return 'whole number';
  return type ?? 'any value';
}

/** The bounds of a schema, such as ` (1 to 50)`. */
function range(schema: JsonSchema): string {
  const { type, minimum, maximum, minLength, maxLength, minItems, maxItems } = keywords.parse(schema);
  const low = minItems ?? minLength ?? minimum;
  const high = maxItems ?? maxLength ?? maximum;
  const unit = type === 'string' ? ' characters' : '';
  const write = (count: number) => count.toLocaleString('en-US');
  if (low !== undefined && high !== undefined)
    return low === high ? ` (${write(low)}${unit})` : ` (${write(low)} to ${write(high)}${unit})`;
  if (high !== undefined) return ` (at most ${write(high)}${unit})`;
  return low === undefined ? '' : ` (at least ${write(low)}${unit})`;
}

/** One named thing of a request or an answer. */
export interface Described {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
  readonly description?: string | undefined;
}

/** A list of named things: parameters, or fields of a body. */
export function describedList(things: readonly Described[]): string {
  if (things.length === 0) return '';
  return `<dl>${things.map((thing) => describedItem(thing)).join('')}</dl>\n`;
}

function describedItem({ name, schema, required, description }: Described): string {
  const { default: preset } = schema;
  const words = description ?? keywords.parse(schema).description;
  const notes = [
    `<span class="faint">${kindOf(schema)}</span>`,
    required ? '<span class="must">required</span>' : '',
    preset === undefined ? '' : `<span class="faint">default ${code(JSON.stringify(preset))}</span>`,
  ].filter((note) => note !== '');
  const second = words === undefined ? '' : `<dd>${sentence(words)}</dd>`;
  return `<div><dt>${code(name)}</dt><dd>${notes.join(' · ')}</dd>${second}</div>`;
}

/** The fields of an object, those of inner objects and lists by their path: `checks.detail`, `fields[].label`. */
export function fieldsOf(schema: JsonSchema, before = ''): readonly Described[] {
  const required = requiredOf(schema);
  return Object.entries(propertiesOf(schema)).flatMap(([name, property]) => [
    { name: `${before}${name}`, schema: property, required: required.includes(name) },
    ...innerFields(property, `${before}${name}`),
  ]);
}

function innerFields(schema: JsonSchema, name: string): readonly Described[] {
  const { items, additionalProperties } = keywords.parse(schema);
  if (items !== undefined) return fieldsOf(items, `${name}[].`);
  if (typeof additionalProperties === 'object') return fieldsOf(additionalProperties, `${name}.*.`);
  return fieldsOf(schema, `${name}.`);
}

/** The choices of a schema that is one of several objects. */
export function choicesOf(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, oneOf } = keywords.parse(schema);
  return anyOf ?? oneOf ?? [];
}

/** What a list is made of; nothing where the schema is no list. */
export function itemsOf(schema: JsonSchema): JsonSchema | undefined {
  return keywords.parse(schema).items;
}

/** The words of a schema about itself, as HTML; empty where there are none. */
export function wordsOf(schema: JsonSchema): string {
  return sentence(keywords.parse(schema).description ?? '');
}
