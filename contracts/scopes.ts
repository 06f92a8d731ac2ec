/**
 * Every scope a bearer token can carry (CONTRACT section 1).
 * @remarks `test` of a connection needs `connection:read`; `retry` of a request needs `privacy-request:resume`.
 */
export const scopes = [
  'connection:create_or_update',
  'connection:read',
  'connection:delete',
  'webhook:create_or_update',
  'webhook:read',
  'webhook:delete',
  'policy:create_or_update',
  'policy:read',
  'config:update',
  'privacy-request:read',
  'privacy-request:review',
  'privacy-request:upload_data',
  'privacy-request:view_data',
  'privacy-request:resume',
  'privacy-request:delete',
  'attachment:read',
  'privacy-request-access-results:read',
] as const;

/** One permission of an admin route. */
export type Scope = (typeof scopes)[number];
