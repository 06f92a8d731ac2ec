/** Where connections are. */
export const connectionsPath = '/api/v1/connection';

/** Where privacy requests are. */
export const requestsPath = '/api/v1/privacy-request';

/** The paths of a route that has to do with manual requests: each works with Fides's word for one too (CONTRACT section 1). */
export function manualRequestPaths(path: string, ...others: readonly string[]) {
  const webhook = (one: string) => one.replace('access_manual_request', 'access_manual_webhook');
  return { path, aliases: [webhook(path), ...others.flatMap((other) => [other, webhook(other)])] };
}
