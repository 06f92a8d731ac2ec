import type * as z from 'zod/mini';
import type { FunctionName } from '../functions.ts';
import type { ProblemCode } from '../problems.ts';
import type { Scope } from '../scopes.ts';

/** A zod schema of any kind. */
export type Schema = z.core.$ZodType;

/** The HTTP methods routes use. */
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** One line of the route table: everything the gateway, the local server, the documents and the tests know about an endpoint. */
export interface Route {
  /** Names the route once, as verb-noun: the endpoint, the OpenAPI operation and the test cases carry it. */
  readonly id: string;
  readonly method: Method;
  /** With `{parameter}` places, as API Gateway and OpenAPI write them. */
  readonly path: string;
  /** Further paths that answer the same (CONTRACT section 1). */
  readonly aliases?: readonly string[];
  readonly function: FunctionName;
  /** The scope a bearer token needs; a route without one is public and rate limited. */
  readonly scope?: Scope;
  readonly summary: string;
  readonly description?: string;
  /** A heading of the API page. */
  readonly tag: string;
  /** What the body must be; `json` is the default where `body` is there. A `multipart` body is read by its endpoint; its schema describes it. */
  readonly bodyKind?: 'json' | 'form' | 'multipart';
  /** Bytes of the body at most. Absent: `limits.jsonBodyBytes`. */
  readonly bodyLimitBytes?: number;
  readonly request?: { readonly query?: Schema; readonly headers?: Schema; readonly body?: Schema };
  /** Success answers by status; null for an answer without a body, a media type for one that is not JSON. */
  readonly responses: Readonly<Record<number, Schema | string | null>>;
  /** The problem codes of this route alone; those that every route can answer are added by the OpenAPI document. */
  readonly problems?: readonly ProblemCode[];
}

/** Keeps a route's literal types, so that endpoints are typed by it. */
export function defineRoutes<const R extends readonly Route[]>(routes: R): R {
  return routes;
}
