/** Key attributes that both tables share. */
export const tableKeys = { partition: 'pk', sort: 'sk', ttl: 'expires_at' } as const;

/**
 * Which index of the requests table lists requests: partition `queue` (the status while a request is listed; absent once it is
 * purged), sort `queued_at` (creation time and id, so that the order is total).
 */
export const requestsByStatus = {
  name: 'requests-by-status',
  partition: 'queue',
  sort: 'queued_at',
  /** What filters and the reconciler need without reading the request itself. */
  projected: ['policy_key', 'property_id', 'due_at', 'updated_at', 'identity_values'],
} as const;

/** What partition keys begin with where they are no ids. Rights are given by these. */
export const partitionPrefixes = { rate: 'rate#', probe: 'health' } as const;

/** The two tables (DESIGN section 2). */
export const tables = {
  configs: { environment: 'configsTable', indexes: [] },
  requests: { environment: 'requestsTable', indexes: [requestsByStatus] },
} as const;
