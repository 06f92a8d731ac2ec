import type { StoredManualInput } from '../../contracts/items/manual-input.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { ManualInputOut } from '../../contracts/schemas/manual-input.ts';
import type { Actor } from '../caller.ts';
import { type Clock, timestampOf } from '../clock.ts';
import type { ConnectionStore } from '../connections/ports.ts';
import type { AppError } from '../errors.ts';
import type { MakeId } from '../ids.ts';
import { visibleStatus } from '../privacy-requests/describe-request.ts';
import { findRequest, wrongStatus } from '../privacy-requests/find-request.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { RequestStore } from '../privacy-requests/ports.ts';
import { findManualRequest } from './define-fields.ts';
import { judgeManualInput } from './judge-manual-input.ts';
import { describeManualInput } from './view-manual-input.ts';

/** What recording manual input needs. */
export interface RecordManualInputParts {
  readonly requests: RequestStore;
  readonly connections: ConnectionStore;
  readonly clock: Clock;
  readonly makeId: MakeId;
}

/**
 * Keeps what was found in one manual connection (CONTRACT section 8). It replaces the earlier input; `{}` confirms that
 * nothing was found. Checks come in the order connection, request, definition, status, body, so that earlier input is never touched by a call that fails.
 * @throws AppError `connection.not_found`, `connection.wrong_type`, `privacy_request.not_found`, `manual_request.not_found`,
 * `privacy_request.wrong_status`, `manual_input.invalid`, `manual_input.too_large`.
 */
export async function recordManualInput(
  parts: RecordManualInputParts,
  requestId: string,
  connectionKey: string,
  sent: Readonly<Record<string, unknown>>,
  actor: Actor,
): Promise<ManualInputOut> {
  const request = await findRequest(parts.requests, requestId);
  const { manual } = await findManualRequest(parts.connections, connectionKey);
  if (request.status !== 'requires_input') throw notWaiting(request);
  const input: StoredManualInput = {
    request_id: requestId,
    connection_key: connectionKey,
    answers: judgeManualInput(manual.fields, sent).map(([label, text]) => [label, text]),
    definition_version: manual.version,
    uploaded_at: timestampOf(parts.clock),
    uploaded_by: actor,
  };
  const entry = makeLogEntry(parts, 'manual_input_uploaded', actor, { connection_key: connectionKey });
  if (!(await parts.requests.saveManualInput(input, entry))) throw notWaiting(await findRequest(parts.requests, requestId));
  return describeManualInput(manual, input);
}

function notWaiting(request: StoredRequest): AppError {
  return wrongStatus(request, 'Manual input can be entered only while a request waits for it', visibleStatus(request.status));
}
