/** Whether a call may be made now. */
export type RateVerdict = { readonly allowed: true } | { readonly allowed: false; readonly retryAfterSeconds: number };

/** Counts the calls of one client address. */
export interface RateLimiter {
  /** @param clientAddress - The address the gateway vouches for, never one from a header the client can set. */
  take(clientAddress: string): Promise<RateVerdict>;
}
