import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { wholeText } from './primitives.ts';
import { timestamp } from './timestamp.ts';

const reference = z.lazy(() => wholeText(limits.nameCharacters).check(z.minLength(1)));

/** An empty id names no property, as a blank form sends it. */
const propertyId = z.lazy(() => z.string().check(z.maxLength(limits.nameCharacters)));

/** Where an upload belongs: the policy, the file field and, where it is bound to one, the property. */
const uploadContext = { policy_key: reference, field_name: reference, property_id: z.lazy(() => z.optional(propertyId)) };

/** The parts of the form of `POST …/attachment`; `lambdas/http/multipart-grammar.ts` reads them. */
export const uploadForm = z.lazy(() => z.object({ file: z.file(), ...uploadContext }));

/** `POST …/attachment` answers the id. */
export const attachmentOut = z.lazy(() => z.object({ id: z.string() }));

/** `POST …/attachment/direct` */
export const directUploadIn = z.lazy(() =>
  z.strictObject({
    ...uploadContext,
    property_id: z.optional(z.nullable(propertyId)),
    file_name: wholeText(limits.textCharacters).check(z.minLength(1)),
    size_bytes: z.int().check(z.gte(0)),
  }),
);

/** What a direct upload announces. */
export type DirectUploadIn = z.output<typeof directUploadIn>;

/** The form to send the file with: POST to `url`, the fields first, the file last as `file`. */
export const directUploadOut = z.lazy(() =>
  z.object({
    id: z.string(),
    upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()), expires_at: timestamp }),
  }),
);

/** The form to send the file with. */
export type DirectUploadOut = z.output<typeof directUploadOut>;

/** The header that carries the token an upload can be deleted with. */
export const uploadTokenHeader = 'x-upload-token';

/** The token that the upload's answer carried; whoever has it may delete the upload. Any other text is as wrong as none. */
export const uploadTokenHeaders = z.lazy(() => z.object({ [uploadTokenHeader]: z.optional(z.string()) }));

/** A reviewer's link to a file; it works for 60 seconds. */
export const attachmentLink = z.lazy(() => z.object({ url: z.url() }));
