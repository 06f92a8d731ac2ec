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
 * @throws AppError `attachment.invalid`, in the same words whichever of the three is unknown; `attachment.storage_unavailable`.
 */
export async function findFileField(parts: { readonly intake: IntakeStore }, context: UploadContext): Promise<FileFieldDefinition> {
  const config = await orStorageProblem(
    () => currentIntake(parts.intake),
    'The form could not be looked at right now, so the file was not kept. Try again in a moment.',
  );
  const property = findProperty(config, context.property_id);
  const field =
    property === undefined ? undefined : new Map(Object.entries(declaredFields(property, context.policy_key))).get(context.field_name);
  if (field?.field_type !== 'file') {
    const msg = 'policy_key, field_name and property_id must name a file field of the intake form.';
    throw new AppError('attachment.invalid', msg, { errors: [{ loc: ['body'], msg, type: 'unknown_field' }] });
  }
  return field;
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
