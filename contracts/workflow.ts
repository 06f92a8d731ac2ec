/** Names the workflow's states are tested against; the ASL file holds the same. */
export const workflowStates = [
  'CheckManualInput',
  'IsManualInputMissing',
  'RequiresInput',
  'CollectSources',
  'BuildPackage',
  'Complete',
  'RecordFailure',
  'Failed',
  'Closed',
] as const;

/**
 * Names of errors that functions throw and the ASL catches or retries: an error's `name` is the contract with `ErrorEquals`.
 * - `RequestClosed`: the request was canceled, denied or deleted meanwhile; the execution ends quietly.
 * - `TryAgain`: a part was not available; the state is retried.
 * - `SourceFailed`: an automatic source cannot be read as it is set up; retrying by itself would not help.
 */
export const workflowErrors = { requestClosed: 'RequestClosed', tryAgain: 'TryAgain', sourceFailed: 'SourceFailed' } as const;

/** The code a failure has where the wait for manual input ran out. */
export const manualInputTimeoutError = 'States.Timeout';

/** The execution of an attempt. At most 80 characters of letters, digits, `-` and `_` (Step Functions StartExecution). */
export function executionName(requestId: string, attempt: number): string {
  return `${requestId}-${attempt}`;
}

/** The name under which the ASL file is given a function's ARN: `check-manual-input` becomes `CheckManualInputFunctionArn`. */
export function functionSubstitution(functionName: string): string {
  const pascal = functionName.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return `${pascal}FunctionArn`;
}
