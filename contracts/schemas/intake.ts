import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { key, trimmedText } from './primitives.ts';

/** The file types a field can accept (seed 2, "Add a file field"). */
export const fileTypes = ['pdf', 'doc', 'docx', 'txt', 'jpg', 'jpeg', 'png', 'xls', 'xlsx', 'csv', 'zip'] as const;

/** A file type, named as its extension. */
export type FileType = (typeof fileTypes)[number];

/** What a file field accepts where it says nothing (seed 2): 10 MiB, and these types. */
export const fileFieldDefaults = { max_size_bytes: 10_485_760, allowed_file_types: ['pdf', 'jpg', 'png'] } as const;

const common = {
  label: trimmedText(limits.fieldNameCharacters),
  required: z.lazy(() => z._default(z.boolean(), false)),
  hidden: z.lazy(() => z._default(z.boolean(), false)),
};
const option = trimmedText(limits.fieldNameCharacters);
const options = z.lazy(() => z.array(option).check(z.minLength(1), z.maxLength(limits.optionsPerField)));

/** A field a person fills in or attaches files to. */
export const customFieldDefinition = z.lazy(() =>
  z.discriminatedUnion('field_type', [
    z.strictObject({
      ...common,
      field_type: z.enum(['text', 'textarea']),
      default_value: z.optional(z.nullable(z.string().check(z.maxLength(limits.textCharacters)))),
    }),
    z.strictObject({ ...common, field_type: z.literal('select'), options, default_value: z.optional(z.nullable(option)) }),
    z.strictObject({ ...common, field_type: z.literal('multiselect'), options, default_value: z.optional(z.nullable(z.array(option))) }),
    z.strictObject({
      ...common,
      field_type: z.literal('file'),
      max_size_bytes: z._default(z.int().check(z.gte(1)), fileFieldDefaults.max_size_bytes),
      allowed_file_types: z._default(z.array(z.enum(fileTypes)).check(z.minLength(1)), [...fileFieldDefaults.allowed_file_types]),
    }),
  ]),
);

/** A field a person fills in or attaches files to. */
export type CustomFieldDefinition = z.output<typeof customFieldDefinition>;

/** A field that takes files. */
export type FileFieldDefinition = Extract<CustomFieldDefinition, { field_type: 'file' }>;

const presence = z.lazy(() => z.enum(['required', 'optional']));

/** One thing a person can ask for, with the form that asks it. */
export const intakeAction = z.lazy(() =>
  z.strictObject({
    policy_key: key,
    title: trimmedText(limits.nameCharacters),
    description: z.optional(z.nullable(z.string().check(z.maxLength(limits.textCharacters)))),
    identity_inputs: z.strictObject({ email: z.optional(presence), phone: z.optional(presence), name: z.optional(presence) }),
    custom_privacy_request_fields: z._default(z.record(key, customFieldDefinition), {}),
  }),
);

/** One thing a person can ask for. */
export type IntakeAction = z.output<typeof intakeAction>;

/** One place people ask from, such as a site or a brand. */
export const intakeProperty = z.lazy(() =>
  z.strictObject({
    property_id: key,
    name: trimmedText(limits.nameCharacters),
    default: z._default(z.boolean(), false),
    actions: z.array(intakeAction).check(z.maxLength(limits.bulkItems)),
  }),
);

/** One place people ask from. */
export type IntakeProperty = z.output<typeof intakeProperty>;

/** The whole intake configuration (CONTRACT section 5). */
export const intakeConfig = z.lazy(() =>
  z.strictObject({ properties: z.array(intakeProperty).check(z.minLength(1), z.maxLength(limits.bulkItems)) }),
);

/** The whole intake configuration. */
export type IntakeConfig = z.output<typeof intakeConfig>;

/** `?property_id=` */
export const intakeQuery = z.lazy(() => z.object({ property_id: z.optional(z.string().check(z.maxLength(limits.nameCharacters))) }));
