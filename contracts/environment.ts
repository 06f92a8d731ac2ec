/** Environment variables of functions that are no settings: what CDK and the local run hand to a function. */
export const environment = {
  configsTable: 'CONFIGS_TABLE',
  requestsTable: 'REQUESTS_TABLE',
  packagesBucket: 'PACKAGES_BUCKET',
  /** Files that were checked. */
  attachmentsBucket: 'ATTACHMENTS_BUCKET',
  /** Files of direct uploads, unchecked; nothing is served from here. */
  quarantineBucket: 'QUARANTINE_BUCKET',
  /** What the names of connections' secrets begin with. */
  secretPrefix: 'SECRET_PREFIX',
  stateMachineArn: 'STATE_MACHINE_ARN',
  reconcilerFunction: 'RECONCILER_FUNCTION',
  scanFunction: 'SCAN_FUNCTION',
  /** Where the identity provider's token endpoint is, and what it puts before a scope's name. */
  tokenUrl: 'TOKEN_URL',
  scopePrefix: 'SCOPE_PREFIX',
  /** The secrets by which a call proves that it came through the edge. Every `http` function has it where there is an edge. */
  edgeSecrets: 'EDGE_SECRETS',
} as const;

/** The key of an environment variable. */
export type EnvironmentKey = keyof typeof environment;
