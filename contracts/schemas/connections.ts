import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { connectionMembers } from './connection-members.ts';
import { type ConnectionType, connectionTypes, manualConnectionType } from './connection-types.ts';
import { bulkAnswer, pageOf, pageQuery, queryFlag } from './primitives.ts';

/** A connection's secrets as they are sent and kept: what is needed to reach the system. */
export const connectionSecrets = z.lazy(() => z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])));

/** A connection's secrets as they are sent and kept. */
export type ConnectionSecrets = z.output<typeof connectionSecrets>;

/** Keys that mean something else in a package or a path (CONTRACT section 2). */
export const reservedConnectionKeys = ['attachments', 'dataset'] as const;

/** `manual_webhook` is Fides's word for `manual_request` and is answered as such (CONTRACT section 1). */
const connectionTypeIn = z.lazy(() =>
  z.pipe(
    z.enum([...connectionTypes, 'manual_webhook']),
    z.transform((type): ConnectionType => (type === 'manual_webhook' ? manualConnectionType : type)),
  ),
);

/** One connection as a caller sends it. Key and name are judged item by item, so only their kind is checked here. */
export const connectionIn = z.lazy(() =>
  z.object({
    key: z.optional(z.nullable(z.string().check(z.maxLength(limits.nameCharacters)))),
    name: z.optional(z.nullable(z.string().check(z.maxLength(limits.nameCharacters)))),
    connection_type: connectionTypeIn,
    access: z.enum(['read', 'write']),
    disabled: z.optional(z.boolean()),
    description: z.optional(z.nullable(z.string().check(z.maxLength(limits.textCharacters)))),
    secrets: z.optional(z.nullable(connectionSecrets)),
  }),
);

/** One connection as a caller sends it. */
export type ConnectionIn = z.output<typeof connectionIn>;

/** `POST` and `PATCH /connection`: a list, or one object. */
export const connectionsIn = z.lazy(() =>
  z.union([
    z.array(connectionIn).check(z.maxLength(limits.bulkItems)),
    z.pipe(
      connectionIn,
      z.transform((one) => [one]),
    ),
  ]),
);

/** One connection as it is answered. */
export const connectionOut = z.lazy(() =>
  z.object({
    ...connectionMembers(),
    /** Never the value: each secret's name with a mask, or null where there are none. */
    secrets: z.nullable(z.record(z.string(), z.string())),
    /** Only on a manual request, and only until its fields are defined. */
    incomplete: z.optional(z.literal(true)),
  }),
);

/** One connection as it is answered. */
export type ConnectionOut = z.output<typeof connectionOut>;

export const connectionsAnswer = bulkAnswer(connectionOut);
export const connectionPage = pageOf(connectionOut);

/** Filters of `GET /connection`. */
export const connectionQuery = z.lazy(() =>
  z.object({
    ...pageQuery,
    search: z.optional(z.string().check(z.maxLength(limits.nameCharacters))),
    disabled: z.optional(queryFlag),
    connection_type: z.optional(connectionTypeIn),
  }),
);

/** `GET /connection/{key}/test`. */
export const connectionTest = z.lazy(() =>
  z.object({
    test_status: z.enum(['succeeded', 'failed']),
    failure_reason: z.optional(z.string()),
  }),
);
