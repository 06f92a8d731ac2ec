import * as z from 'zod/mini';
import { longestTimeoutMs } from '../run/long-timer.ts';
import { StartError } from '../run/start-error.ts';

/** What a Task state does. */
export interface TaskState {
  /** The function it invokes; absent where its input names it. */
  readonly functionArn?: string;
  /** It ends with an answer to its token, not with the function's. */
  readonly waitsForToken: boolean;
}

/** Under this name a waiting task's input carries its timeout in seconds, beside `FunctionName` and `Payload`. */
export const timeoutParameter = 'DossierTimeoutSeconds';

const waitResource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
const functionResource = /^arn:aws:lambda:[^:]*:[^:]*:function:/;

const plainObject = z.record(z.string(), z.unknown());
const states = z.record(z.string(), plainObject);
const retriers = z._default(z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })), []);

type PlainObject = Record<string, unknown>;

/**
 * Finds the Task states of a definition, and changes those that wait for a token so that the library does with them what AWS does.
 *
 * The library reads `TimeoutSecondsPath` from what `Parameters` made instead of from the state's input, and hands every timeout
 * to `setTimeout`, for which 90 days are over at once. So the timeout travels in the parameters, our handler keeps it, and the
 * library's own clock is set as far as it goes; when it strikes after 24.8 days, the state is entered again and goes on waiting.
 *
 * @param machine - A definition, or the one inside a Map state.
 * @param tasks - Filled with what is found.
 * @returns The changed definition.
 * @throws {@link StartError} for a state that the local engine would not carry out as AWS does.
 */
export function adaptTasks(machine: PlainObject, tasks: Map<string, TaskState>): PlainObject {
  const adapted = Object.entries(states.parse(machine.States)).map(([name, state]) => [name, adaptState(name, state, tasks)] as const);
  return { ...machine, States: Object.fromEntries(adapted) };
}

function adaptState(name: string, state: PlainObject, tasks: Map<string, TaskState>): PlainObject {
  if (state.Type === 'Parallel') {
    throw new StartError(`The workflow's state ${name} is of type Parallel, which the local engine does not look into.`);
  }
  if (state.Type === 'Map') {
    return { ...state, ItemProcessor: adaptTasks(plainObject.parse(state.ItemProcessor), tasks) };
  }
  if (state.Type !== 'Task') {
    return state;
  }
  if (tasks.has(name)) {
    throw new StartError(`The workflow has two tasks called ${name}; the local engine tells tasks apart by name.`);
  }
  if (state.Resource === waitResource) {
    tasks.set(name, { waitsForToken: true });
    return adaptWait(name, state);
  }
  const resource = String(state.Resource);
  if (!functionResource.test(resource)) {
    throw new StartError(`The workflow's state ${name} uses a resource that the local engine does not know.`);
  }
  tasks.set(name, { functionArn: resource, waitsForToken: false });
  return state;
}

function adaptWait(name: string, state: PlainObject): PlainObject {
  const { TimeoutSecondsPath: path, TimeoutSeconds: seconds, ...rest } = state;
  if (path === undefined && seconds === undefined) {
    throw new StartError(`The workflow's state ${name} waits for a token and has no timeout.`);
  }
  const own = retriers.parse(state.Retry);
  if (own.some((retrier) => retrier.ErrorEquals.some((error) => error === 'States.Timeout' || error === 'States.ALL'))) {
    throw new StartError(`The workflow's state ${name} retries after its timeout, which the local engine cannot tell from its own clock.`);
  }
  return {
    ...rest,
    Parameters: {
      ...plainObject.parse(state.Parameters),
      ...(path === undefined ? { [timeoutParameter]: seconds } : { [`${timeoutParameter}.$`]: path }),
    },
    TimeoutSeconds: Math.floor(longestTimeoutMs / 1000),
    Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1_000 }, ...own],
  };
}
