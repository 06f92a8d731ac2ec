import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Route } from '../../contracts/routes/route.ts';
import type { RateLimiter } from '../../core/rate-limiter.ts';
import { answerProblems, type MembersOf } from './answer-problems.ts';
import { authorize } from './authorize.ts';
import { edgeOf } from './come-through-edge.ts';
import type { EndpointAnswer, EndpointInput, Endpoints } from './endpoint.ts';
import { limitRate } from './limit-rate.ts';
import { logCalls } from './log-calls.ts';
import { commonHeaders } from './problem-response.ts';
import { readRequest } from './read-request.ts';

/** A handler of API Gateway HTTP API events, payload 2.0. */
export type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** An input whose declared parts are known to fit their route only. */
interface AnyInput extends Omit<EndpointInput<Route>, 'query' | 'headers' | 'body'> {
  readonly query: unknown;
  readonly headers: unknown;
  readonly body: unknown;
}

/** Any route's endpoint. A method, since the parts of its input are narrower than those of `AnyInput`. */
interface AnyEndpoint {
  answer(input: AnyInput): Promise<EndpointAnswer>;
}

/** What a handler can have beside its endpoints. */
export interface HttpHandlerOptions {
  /** Counts calls to the public routes; a handler with a public route must have one. */
  readonly limiter?: RateLimiter;
  /** Refuses a call to a route by throwing, after the rate was counted and before anything of the request is read. */
  readonly admit?: (route: Route) => void;
  /** What every problem of this function carries beside the common members, such as RFC 6749's `error`. */
  readonly problemMembers?: MembersOf;
  /** Answers `$default`, and route keys that are none of these routes. */
  readonly unknownRoute?: (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;
}

/**
 * Makes the handler of a function that answers several routes: it finds the route by API Gateway's route key, then checks
 * rate or scope, reads the request, calls the endpoint and answers; everything thrown becomes problem details.
 * @throws Error at start where a public route has no rate limit.
 */
export function createHttpHandler<const Rs extends readonly Route[]>(
  routes: Rs,
  endpoints: Endpoints<Rs>,
  options: HttpHandlerOptions = {},
): HttpHandler {
  const edge = edgeOf(process.env);
  const byKey = new Map<string, Route>(
    routes.flatMap((route: Route) =>
      [route.path, ...(route.aliases ?? [])].map((path): [string, Route] => [`${route.method} ${path}`, route]),
    ),
  );
  if (options.limiter === undefined && routes.some((route) => route.scope === undefined)) {
    throw new Error('A public route needs a rate limit.');
  }
  // Each endpoint is typed by its own route; here, where any route is served, only the common shape is known.
  const endpointOf = new Map<string, AnyEndpoint['answer']>(Object.entries(endpoints));

  const serve: HttpHandler = async (event) => {
    edge.refusePast(event);
    const route = byKey.get(event.routeKey);
    const endpoint = route === undefined ? undefined : endpointOf.get(route.id);
    if (route === undefined || endpoint === undefined) {
      if (options.unknownRoute !== undefined) return options.unknownRoute(event);
      throw new Error('The gateway sent a route that is not this function’s.');
    }
    const actor = authorize(route, event);
    if (route.scope === undefined && options.limiter !== undefined) await limitRate(options.limiter, edge, event);
    options.admit?.(route);
    const input = {
      params: event.pathParameters ?? {},
      ...readRequest(route, event),
      actor,
      requestId: event.requestContext.requestId,
      event,
    };
    return answer(await endpoint(input));
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(logCalls())
    .use(answerProblems(options.problemMembers))
    .handler(serve);
}

function answer({ status, body, headers }: EndpointAnswer): APIGatewayProxyStructuredResultV2 {
  if (body === undefined) return { statusCode: status, headers: { ...commonHeaders, ...headers } };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { statusCode: status, headers: { 'content-type': 'application/json', ...commonHeaders, ...headers }, body: text };
}
