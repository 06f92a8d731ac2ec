import * as z from 'zod/mini';

/** What starts an execution: ids only, since payloads are limited to 256 KiB and are kept in the history. */
export const workflowInput = z.lazy(() => z.object({ request_id: z.string(), attempt: z.int() }));

/** What starts an execution. */
export type WorkflowInput = z.output<typeof workflowInput>;

/** What CheckManualInput answers. */
const manualInputCheck = z.lazy(() =>
  z.object({
    request_id: z.string(),
    attempt: z.int(),
    input_missing: z.boolean(),
    /** How long RequiresInput waits at most; the state reads it by `TimeoutSecondsPath`. */
    wait_seconds: z.int(),
    /** Keys of the automatic connections to collect; empty while input is missing. */
    sources: z.array(z.string()),
  }),
);

/** What CheckManualInput answers. */
export type ManualInputCheck = z.output<typeof manualInputCheck>;

/** What RequiresInput hands to its function. */
export const waitInput = z.lazy(() => z.object({ request_id: z.string(), attempt: z.int(), task_token: z.string() }));

/** What RequiresInput hands to its function; the token is a secret and goes nowhere but into the table. */
export type WaitInput = z.output<typeof waitInput>;

/** What one pass of CollectSources hands to its function. */
export const collectInput = z.lazy(() => z.object({ request_id: z.string(), attempt: z.int(), connection_key: z.string() }));

/** What one pass of CollectSources hands to its function. */
export type CollectInput = z.output<typeof collectInput>;

/** What RecordFailure hands to its function. */
export const failureInput = z.lazy(() =>
  z.object({
    request_id: z.string(),
    attempt: z.int(),
    /** As Step Functions writes it; a timeout may come without a cause. */
    failure: z.object({ Error: z.string(), Cause: z.optional(z.string()) }),
  }),
);

/** What RecordFailure hands to its function. */
export type FailureInput = z.output<typeof failureInput>;

/** What the reconciler can be asked by hand; the schedule asks for nothing special. */
export const reconcileInput = z.lazy(() =>
  z.object({
    /** Look at waiting requests too: whether their execution is alive, and whether they still wait for something. */
    include_waiting: z.optional(z.boolean()),
    /** A definition that is no longer asked: requests that waited for it alone go on. */
    released_connection: z.optional(z.string()),
    /** Seconds since the last change that a request is left alone, so that repair never races the live path. Absent: 30. */
    min_age_seconds: z.optional(z.int()),
  }),
);

/** What the reconciler can be asked by hand. */
export type ReconcileInput = z.output<typeof reconcileInput>;

/** What starts the daily look at due dates: nothing special. */
export const remindInput = z.lazy(() => z.object({}));

/** What starts a sweep of unclaimed attachments: nothing special. */
export const sweepInput = z.lazy(() => z.object({}));
