import type { StoredAttachment } from '../../../contracts/items/attachment.ts';
import { requestsByStatus, tableKeys } from '../../../contracts/tables.ts';

/** The attachment itself, among the items of its partition. */
const attachmentSort = 'attachment';

/** The place in quarantine a direct upload was given: an item of its own, since a form can be sent again after its upload was claimed. */
const quarantineSort = 'quarantine';

/** Where the index lists attachments by the moment after which the sweep may look at them. */
export const sweepQueue = 'attachment';

/** Where the index lists places in quarantine by the moment after which they can be emptied. */
export const quarantineQueue = 'quarantine';

/** The key of an attachment. */
export function attachmentKey(id: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: attachmentSort };
}

/** The key of an attachment's place in quarantine. */
export function quarantineKey(id: string): Record<string, string> {
  return { [tableKeys.partition]: id, [tableKeys.sort]: quarantineSort };
}

/** A moment and an id, so that the order of the queue is total. */
export function sweepAt(moment: string, id: string): string {
  return `${moment}#${id}`;
}

/** A new attachment as an item, queued for the sweep. */
export function toAttachmentItem(attachment: StoredAttachment): Record<string, unknown> {
  return {
    ...attachmentKey(attachment.id),
    ...attachment,
    [requestsByStatus.partition]: sweepQueue,
    [requestsByStatus.sort]: sweepAt(attachment.unclaimed_until, attachment.id),
  };
}
