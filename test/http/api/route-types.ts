import type * as z from 'zod/mini';
import type { downloadRoutes, uploadRoutes } from '../../../contracts/routes/attachments.ts';
import type { connectionRoutes } from '../../../contracts/routes/connections.ts';
import type { intakeRoutes } from '../../../contracts/routes/intake.ts';
import type { manualInputRoutes } from '../../../contracts/routes/manual-input.ts';
import type { packageRoutes } from '../../../contracts/routes/packages.ts';
import type { policyRoutes } from '../../../contracts/routes/policies.ts';
import type { reviewRoutes } from '../../../contracts/routes/reviews.ts';
import type { Route, Schema } from '../../../contracts/routes/route.ts';
import type { serviceRoutes } from '../../../contracts/routes/service.ts';
import type { submissionRoutes } from '../../../contracts/routes/submissions.ts';
import type { tokenRoutes } from '../../../contracts/routes/token.ts';
import { routes } from '../../../contracts/routes.ts';

type KnownRoute = (
  | typeof connectionRoutes
  | typeof intakeRoutes
  | typeof policyRoutes
  | typeof manualInputRoutes
  | typeof reviewRoutes
  | typeof submissionRoutes
  | typeof serviceRoutes
  | typeof uploadRoutes
  | typeof downloadRoutes
  | typeof packageRoutes
  | typeof tokenRoutes
)[number];

/** The id of a route of the table. */
export type RouteId = KnownRoute['id'];

type Responses<Id extends RouteId> = Extract<KnownRoute, { id: Id }>['responses'];
type Values<T> = T[keyof T];

/** What a route answers where it succeeds, by its own schema; undefined where it answers no body, text where it is no JSON. */
export type SuccessBody<Id extends RouteId> =
  Values<Responses<Id>> extends infer S ? (S extends Schema ? z.output<S> : S extends string ? string : undefined) : never;

/** Finds a route of the table. */
export function routeOf(id: RouteId): Route {
  const route = routes.find((candidate) => candidate.id === id);
  if (route === undefined) throw new Error(`The route table has no route ${id}.`);
  return route;
}
