import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { ReconcileInput } from '../../contracts/schemas/workflow.ts';
import type { ReleaseAnnouncer } from '../../core/connections/ports.ts';

/**
 * Has the reconciler look at waiting requests, by an asynchronous invoke: Lambda queues it and repeats it, however many
 * requests there are to look at.
 * @param functionName - The reconciler's name or ARN.
 */
export function createReleaseAnnouncer(client: LambdaClient, functionName: string): ReleaseAnnouncer {
  return {
    async connectionReleased(key) {
      const input: ReconcileInput = { released_connection: key };
      await client.send(new InvokeCommand({ FunctionName: functionName, InvocationType: 'Event', Payload: JSON.stringify(input) }));
    },
  };
}
