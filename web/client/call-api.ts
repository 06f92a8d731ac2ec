import { addressOf, type Operation, type OperationInput } from './operation.ts';
import { readProblem, unreachable } from './problem.ts';

/** What a call can carry beside its input. */
export interface CallOptions {
  /** A bearer token. */
  readonly token?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Statuses beside 2xx whose body is the answer too, such as 503 of the health check. */
  readonly alsoAnswers?: readonly number[] | undefined;
  /** Called with the answer's headers, where one of them matters. */
  readonly onHeaders?: ((headers: Headers) => void) | undefined;
}

/**
 * Calls one operation of the API.
 * @returns its answer; `undefined` where it has no body. The types are those of the OpenAPI document, which the service's own tests hold it to.
 * @throws Problem when the service refuses or cannot be reached; an `AbortError` when the signal ends the call.
 */
export async function callApi<In extends OperationInput, Out>(
  operation: Operation<In, Out>,
  input: In,
  options: CallOptions = {},
): Promise<Out> {
  const response = await send(operation, input, options);
  const text = await response.text();
  if (!response.ok && options.alsoAnswers?.includes(response.status) !== true) {
    throw readProblem(response.status, text, response.headers.get('retry-after'));
  }
  options.onHeaders?.(response.headers);
  // What has no body answers null, which no caller of such an operation looks at.
  return JSON.parse(text === '' ? 'null' : text);
}

async function send<In extends OperationInput, Out>(
  operation: Operation<In, Out>,
  input: In,
  { token, signal }: CallOptions,
): Promise<Response> {
  const headers = new Headers({ accept: 'application/json' });
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  if (input.body !== undefined) headers.set('content-type', 'application/json');
  for (const [name, value] of Object.entries(input.header ?? {})) {
    if (value !== undefined) headers.set(name, value);
  }
  try {
    return await fetch(addressOf(operation.path, input), {
      method: operation.method,
      headers,
      cache: 'no-store',
      credentials: 'omit',
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw unreachable();
  }
}
