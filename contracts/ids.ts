/** The prefix of each kind of id (CONTRACT section 1). */
export const idPrefixes = {
  privacyRequest: 'pri',
  attachment: 'att',
  connection: 'con',
  manualRequest: 'man',
  policy: 'pol',
  sourceRun: 'run',
  logEntry: 'log',
} as const;

/** A kind of thing that has an id. */
export type IdKind = keyof typeof idPrefixes;
