/** What time it is. Passed in, so that a test can say. */
export interface Clock {
  now(): Date;
}

/** The moment as ISO 8601 in UTC. */
export function timestampOf(clock: Clock): string {
  return clock.now().toISOString();
}
