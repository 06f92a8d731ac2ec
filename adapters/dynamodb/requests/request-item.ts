import { type StoredRequest, storedRequest } from '../../../contracts/items/request.ts';
import type { LogEntry } from '../../../contracts/schemas/log.ts';
import { requestsByStatus, tableKeys } from '../../../contracts/tables.ts';
import { comparableIdentity } from '../../../core/privacy-requests/compare-identity.ts';

/** The request itself, among the items of its partition. */
const requestSort = 'request';

/** Manual input of one connection: prefix, then the connection's key. */
export const manualInputPrefix = 'manual#';

/** One file the request holds: prefix, then the attachment's id. */
export const attachedFilePrefix = 'attachment#';

/** What became of one automatic source: prefix, then the connection's key. */
export const sourcePrefix = 'source#';

/** One line of the log: prefix, then the entry's id, which grows with time. */
export const logPrefix = 'log#';

/** What is known of the delivery of the request's package. */
export const deliverySort = 'delivery';

/** Which attempt's package was copied to the storage destination. */
export const packageCopySort = 'package-copy';

/** The secret of a wait lies in an attribute of its own: no schema of a request knows it, so that no read hands it on by chance. */
export const taskTokenAttribute = 'task_token';

/** The key of the request's own item. */
export function requestKey(id: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: requestSort };
}

/** The key of one connection's input. */
export function manualInputKey(id: string, connectionKey: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: `${manualInputPrefix}${connectionKey}` };
}

/** The key of one file the request holds. */
export function attachedFileKey(id: string, attachmentId: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: `${attachedFilePrefix}${attachmentId}` };
}

/** The key of what is known of the delivery. */
export function deliveryKey(id: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: deliverySort };
}

/** The key of what is known of the copy. */
export function packageCopyKey(id: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: packageCopySort };
}

/** The key of the item that leads from the hash of a link's token to its request. */
export function linkTokenKey(tokenHash: string): Record<string, string> {
  return { [tableKeys.partition]: `link-token#${tokenHash}`, [tableKeys.sort]: 'link-token' };
}

/** The key of the item that leads from the mark of a submission to its request. */
export function submissionKey(name: string): Record<string, string> {
  return { [tableKeys.partition]: `submission#${name}`, [tableKeys.sort]: 'submission' };
}

/** The key of what became of one automatic source. */
export function sourceKey(id: string, connectionKey: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: `${sourcePrefix}${connectionKey}` };
}

/** The key of one log entry. */
function logKey(id: string, entryId: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: `${logPrefix}${entryId}` };
}

/** A new request as an item, with what the list needs beside it. */
export function toRequestItem(request: StoredRequest): Record<string, unknown> {
  return {
    ...requestKey(request.id),
    ...request,
    [requestsByStatus.partition]: request.status,
    [requestsByStatus.sort]: queuedAt(request),
    policy_key: request.policy.key,
    identity_values: Object.values(request.identity).flatMap((value) => (value === undefined ? [] : [comparableIdentity(value)])),
  };
}

/** A log entry as an item. */
export function toLogItem(requestId: string, entry: LogEntry): Record<string, unknown> {
  return { ...logKey(requestId, entry.id), ...entry };
}

/** Creation time and id, so that the order of a list is total. */
export function queuedAt(request: Pick<StoredRequest, 'created_at' | 'id'>): string {
  return `${request.created_at}#${request.id}`;
}

/** An item as a request; nothing where only the mark of a deleted one is left. */
export function fromRequestItem(item: Record<string, unknown> | undefined): StoredRequest | undefined {
  return item === undefined || item.status === 'deleted' ? undefined : storedRequest.parse(item);
}
