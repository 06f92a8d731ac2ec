import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { connectionOut } from './connections.ts';
import { field } from './field.ts';
import { pageOf, pageQuery, trimmedText } from './primitives.ts';

/** One field as a caller defines it. A label that is null or blank is made from `pii_field` (CONTRACT section 3). */
export const fieldIn = z.lazy(() =>
  z.object({
    pii_field: trimmedText(limits.fieldNameCharacters),
    dsr_package_label: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(limits.fieldNameCharacters)))),
    types: z._default(z.array(z.literal('string')).check(z.length(1)), ['string']),
    data_categories: z.optional(
      z.nullable(z.array(trimmedText(limits.fieldNameCharacters)).check(z.maxLength(limits.fieldsPerManualRequest))),
    ),
  }),
);

/** One field as a caller defines it. */
export type FieldIn = z.output<typeof fieldIn>;

/** `POST` and `PATCH /connection/{key}/access_manual_request`. */
export const fieldsIn = z.lazy(() =>
  z.object({
    fields: z.array(fieldIn).check(z.minLength(1), z.maxLength(limits.fieldsPerManualRequest)),
  }),
);

/** The fields of one manual request, with its connection. */
export const manualRequestOut = z.lazy(() =>
  z.object({
    id: z.string(),
    fields: z.array(field),
    connection_config: connectionOut,
  }),
);

/** The fields of one manual request, with its connection. */
export type ManualRequestOut = z.output<typeof manualRequestOut>;

export const manualRequestPage = pageOf(manualRequestOut);
export const manualRequestQuery = z.lazy(() => z.object({ ...pageQuery }));
