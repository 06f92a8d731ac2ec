import { downloadRoutes, uploadRoutes } from './routes/attachments.ts';
import { connectionRoutes } from './routes/connections.ts';
import { intakeRoutes } from './routes/intake.ts';
import { manualInputRoutes } from './routes/manual-input.ts';
import { packageRoutes } from './routes/packages.ts';
import { policyRoutes } from './routes/policies.ts';
import { reviewRoutes } from './routes/reviews.ts';
import type { Route } from './routes/route.ts';
import { serviceRoutes } from './routes/service.ts';
import { submissionRoutes } from './routes/submissions.ts';
import { tokenRoutes } from './routes/token.ts';

/**
 * The one route table: API Gateway, the local server, the OpenAPI document, the authorisation tests and the browser client
 * are built from it. It is kept by area under `routes/`, so that a function loads the schemas of its own routes only.
 */
export const routes: readonly Route[] = [
  ...connectionRoutes,
  ...policyRoutes,
  ...intakeRoutes,
  ...uploadRoutes,
  ...submissionRoutes,
  ...reviewRoutes,
  ...downloadRoutes,
  ...manualInputRoutes,
  ...packageRoutes,
  ...serviceRoutes,
  ...tokenRoutes,
];

/** Every path of a route: its own and its aliases. */
export function pathsOf(route: Route): readonly string[] {
  return [route.path, ...(route.aliases ?? [])];
}

/** A route's keys as API Gateway writes them: `GET /api/v1/connection`. */
export function routeKeysOf(route: Route): readonly string[] {
  return pathsOf(route).map((path) => `${route.method} ${path}`);
}
