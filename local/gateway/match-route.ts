import type { Route } from '../../contracts/routes/route.ts';
import { pathsOf, routes } from '../../contracts/routes.ts';

/** A route and what its path's places hold. */
export interface Match {
  readonly route: Route;
  /** The path of the table that matched, an alias perhaps. */
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly route: Route;
  readonly path: string;
  readonly expression: RegExp;
  readonly places: number;
}

const place = /\{(\w+)\}/g;

/** Every path of the table, those with the fewest places first: a fixed path wins over one with a place, as in API Gateway. */
const patterns: readonly Pattern[] = routes
  .flatMap((route) => pathsOf(route).map((path) => makePattern(route, path)))
  .sort((a, b) => a.places - b.places);

function makePattern(route: Route, path: string): Pattern {
  const source = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(place, '(?<$1>[^/]+)');
  return { route, path, expression: new RegExp(`^${source}$`), places: path.match(place)?.length ?? 0 };
}

/**
 * Finds the route of a call.
 * @param path - The path as it came, still encoded.
 * @returns Undefined where API Gateway would use `$default`.
 * @throws URIError when a place holds a broken percent escape.
 */
export function matchRoute(method: string, path: string): Match | undefined {
  for (const { route, path: matched, expression } of patterns) {
    const found = route.method === method ? expression.exec(path) : null;
    if (found !== null) {
      const parameters = Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)] as const);
      return { route, path: matched, parameters: Object.fromEntries(parameters) };
    }
  }
  return undefined;
}
