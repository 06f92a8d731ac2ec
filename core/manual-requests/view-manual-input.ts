import type { StoredManualRequest } from '../../contracts/items/connection.ts';
import type { StoredManualInput } from '../../contracts/items/manual-input.ts';
import type { ManualInputOut } from '../../contracts/schemas/manual-input.ts';
import type { Actor } from '../caller.ts';
import { findRequest } from '../privacy-requests/find-request.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import { findManualRequest } from './define-fields.ts';
import { coversDefinition } from './manual-sources.ts';
import type { RecordManualInputParts } from './record-manual-input.ts';

/**
 * Manual input as it is answered: a text or null for every label of the definition as it is now. After a change of the
 * definition the texts that still apply are shown, the new ones are null, and `checked` is false (CONTRACT section 8).
 */
export function describeManualInput(manual: StoredManualRequest, input: StoredManualInput | undefined): ManualInputOut {
  const answers = new Map(input?.answers ?? []);
  const checked = coversDefinition(input, manual);
  return {
    checked,
    fields: Object.fromEntries(manual.fields.map((field) => [field.dsr_package_label, answers.get(field.dsr_package_label) ?? null])),
    uploaded_at: input?.uploaded_at ?? null,
    uploaded_by: input?.uploaded_by ?? null,
    definition_changed: input !== undefined && !checked,
  };
}

/**
 * Shows what was entered for one manual connection, in any status, and logs who looked.
 * @throws AppError `privacy_request.not_found`, `connection.not_found`, `connection.wrong_type`, `manual_request.not_found`.
 */
export async function viewManualInput(
  parts: RecordManualInputParts,
  requestId: string,
  connectionKey: string,
  actor: Actor,
): Promise<ManualInputOut> {
  await findRequest(parts.requests, requestId);
  const { manual } = await findManualRequest(parts.connections, connectionKey);
  const input = await parts.requests.findManualInput(requestId, connectionKey);
  if (input !== undefined) {
    await parts.requests.appendLog(requestId, makeLogEntry(parts, 'manual_input_viewed', actor, { connection_key: connectionKey }));
  }
  return describeManualInput(manual, input);
}
