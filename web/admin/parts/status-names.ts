import type { PrivacyRequest } from '../../client/generated.ts';

/** A status of a request. */
export type Status = PrivacyRequest['status'];

/** Every status as people call it, in the order of a request's life. */
export const statusNames: Readonly<Record<Status, string>> = {
  pending: 'To review',
  approved: 'Approved',
  in_processing: 'In processing',
  requires_input: 'Needs input',
  complete: 'Complete',
  denied: 'Denied',
  canceled: 'Canceled',
  error: 'Failed',
};

/** Statuses in which a request still has somewhere to go. */
export const openStatuses: ReadonlySet<Status> = new Set(['pending', 'approved', 'in_processing', 'requires_input', 'error']);
