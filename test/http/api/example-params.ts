import type { Route } from '../../../contracts/routes/route.ts';
import { pathsOf, routes } from '../../../contracts/routes.ts';

/** A route at one of its paths. */
export interface RouteAtPath {
  readonly route: Route;
  /** The path's place among the route's paths. */
  readonly index: number;
  /** With its places filled by names of things that are not there. */
  readonly path: string;
}

/** Every route at each of its paths, those of the table and the aliases. */
export const everyRoute: readonly RouteAtPath[] = routes.flatMap((route) =>
  pathsOf(route).map((pattern, index) => ({ route, index, path: pattern.replace(/\{(\w+)\}/g, 'nobody') })),
);
