/** An error of a function, as Lambda reports it. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How one invocation ended. */
export type InvocationResult = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: FunctionError };

/** Invokes a function by name and waits for its end; it never rejects for what the function does. */
export type InvokeFunction = (name: string, payload: unknown, requestId?: string) => Promise<InvocationResult>;
