import type { Context } from 'aws-lambda';

/** What Lambda hands a function beside its event. */
export function lambdaContext(more: Partial<Context> = {}): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'test',
    functionVersion: '$LATEST',
    invokedFunctionArn: '',
    memoryLimitInMB: '512',
    awsRequestId: 'test',
    logGroupName: '',
    logStreamName: '',
    getRemainingTimeInMillis: () => 1_000,
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
    ...more,
  };
}
