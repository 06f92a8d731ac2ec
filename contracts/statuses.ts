/**
 * The life of a privacy request (CONTRACT section 7). `resuming` is the moment between the decision to go on and the
 * workflow's next step; callers see it as `in_processing`. `deleted` leaves only the log.
 */
export const storedStatuses = [
  'pending',
  'approved',
  'in_processing',
  'requires_input',
  'resuming',
  'complete',
  'denied',
  'canceled',
  'error',
  'deleted',
] as const;

/** A status as the table holds it. */
export type StoredStatus = (typeof storedStatuses)[number];

/** The statuses a caller can see and filter by. */
export const statuses = ['pending', 'approved', 'in_processing', 'requires_input', 'complete', 'denied', 'canceled', 'error'] as const;

/** A status as a caller sees it. */
export type Status = (typeof statuses)[number];

/** Statuses in which a request still has somewhere to go: it can be canceled, and it can be overdue. */
export const openStatuses = [
  'pending',
  'approved',
  'in_processing',
  'requires_input',
  'resuming',
  'error',
] as const satisfies readonly StoredStatus[];

/** Statuses in which a workflow execution owns the request. */
export const runningStatuses = ['approved', 'in_processing', 'requires_input', 'resuming'] as const satisfies readonly StoredStatus[];
