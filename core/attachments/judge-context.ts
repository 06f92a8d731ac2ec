import type { FileFieldDefinition } from '../../contracts/schemas/intake.ts';
import { AppError } from '../errors.ts';
import { currentIntake } from '../intake/configure-intake.ts';
import { declaredFields, findProperty } from '../intake/find-action.ts';
import type { IntakeStore } from '../intake/ports.ts';
import { orStorageProblem } from './upload-parts.ts';

/** Where an upload says it belongs. */
export interface UploadContext {
  readonly policy_key: string;
  readonly field_name: string;
  readonly property_id: string | null;
}

/**
 * Finds the file field an upload belongs to. There are no silent defaults: policy, property and field exist together, or the
 * upload is refused (CONTRACT section 6). The form alone knows: it names existing policies only, and no policy is ever deleted.
 * Which of the three is wrong is told: the form is public.
 * @throws AppError `attachment.invalid`, `attachment.storage_unavailable`.
 */
export async function findFileField(parts: { readonly intake: IntakeStore }, context: UploadContext): Promise<FileFieldDefinition> {
  const config = await orStorageProblem(
    () => currentIntake(parts.intake),
    'The form could not be looked at right now, so the file was not kept. Upload it again in a moment.',
  );
  const property = findProperty(config, context.property_id);
  if (property === undefined) throw unknown('property_id', 'The intake form has no such property.');
  if (!property.actions.some((action) => action.policy_key === context.policy_key))
    throw unknown('policy_key', 'The property’s form does not offer this policy.');
  const field = new Map(Object.entries(declaredFields(property, context.policy_key))).get(context.field_name);
  if (field?.field_type !== 'file') throw unknown('field_name', 'The policy’s form has no file field of this name.');
  return field;
}

function unknown(name: keyof UploadContext, msg: string): AppError {
  return new AppError('attachment.invalid', 'policy_key, field_name and property_id must name a file field of the intake form.', {
    errors: [{ loc: ['body', name], msg, type: 'unknown_field' }],
  });
}

/** What switches uploads on: both, and nothing else (CONTRACT section 6). */
export interface UploadFlags {
  /** `execution.allow_custom_privacy_request_field_collection` */
  readonly collectCustomFields: boolean;
  /** `execution.allow_custom_privacy_request_file_upload` */
  readonly allowUploads: boolean;
}

/** @throws AppError `attachment.disabled` naming what is off. */
export function demandUploads(flags: UploadFlags): void {
  if (!flags.collectCustomFields)
    throw new AppError('attachment.disabled', 'File uploads are off, since custom fields are not collected here.');
  if (!flags.allowUploads) throw new AppError('attachment.disabled', 'File uploads are switched off here.');
}
