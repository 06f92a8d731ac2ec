import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Route, Schema } from '../../contracts/routes/route.ts';
import type { Actor } from '../../core/caller.ts';

/** The part of a request a route declares, as its schema gives it. */
type Declared<R extends Route, Part extends 'query' | 'headers' | 'body'> = R extends { request: Record<Part, infer S extends Schema> }
  ? z.output<S>
  : undefined;

/** A request as an endpoint sees it: checked by the route's schemas. */
export interface EndpointInput<R extends Route> {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Declared<R, 'query'>;
  readonly headers: Declared<R, 'headers'>;
  readonly body: R extends { bodyKind: 'multipart' } ? undefined : Declared<R, 'body'>;
  /** The JSON body as it was sent, where a schema would not keep every key (`__proto__`). Checked for its kind all the same. */
  readonly sentJson: unknown;
  /** Who calls: the token's client or person. */
  readonly actor: Actor;
  readonly requestId: string;
  readonly event: APIGatewayProxyEventV2;
}

/** What an endpoint answers: a status of the route and its body. */
export interface EndpointAnswer<Body = unknown> {
  readonly status: number;
  /** JSON, or text where `headers` names another content type. */
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A success body of a route. */
type AnswerBody<R extends Route> = R['responses'][keyof R['responses']] extends infer S
  ? S extends Schema
    ? z.output<S>
    : S extends string
      ? string
      : undefined
  : never;

/** What answers one route. */
export type Endpoint<R extends Route> = (input: EndpointInput<R>) => Promise<EndpointAnswer<DeepReadonly<AnswerBody<R>>>>;

/** An endpoint for every route of a list, by the route's id. */
export type Endpoints<Rs extends readonly Route[]> = { readonly [R in Rs[number] as R['id']]: Endpoint<R> };

/** Answers may be built from data nobody may change. */
export type DeepReadonly<T> = T extends (infer E)[]
  ? readonly DeepReadonly<E>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;
