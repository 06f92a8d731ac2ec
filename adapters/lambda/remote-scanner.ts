import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { canaryState, type ScanRequest, scanVerdict } from '../../contracts/schemas/scan.ts';
import type { ScanTarget } from '../../core/attachments/ports.ts';
import { type ScanVerdict, unavailable } from '../../core/attachments/verdict.ts';

/** The scan function, as the functions that call it see it. */
export interface RemoteScanner {
  /** Judges a file; never rejects: whatever goes wrong is `unavailable`. */
  scan(target: ScanTarget): Promise<ScanVerdict>;
  /** How the canary stands. @throws where the function does not answer. */
  canary(): Promise<'good' | 'blind' | 'down'>;
}

/**
 * Calls the scan function, which alone stands in the network the scanner is in.
 * @param functionName - Its name or ARN.
 * @param deadlineSeconds - `icap_timeout`: no answer is waited for beyond it and a moment for the call itself.
 */
export function createRemoteScanner(client: LambdaClient, functionName: string, deadlineSeconds: number): RemoteScanner {
  const ask = async (request: ScanRequest): Promise<unknown> => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(request) }),
      {
        abortSignal: AbortSignal.timeout(deadlineSeconds * 1_000 + callMilliseconds),
      },
    );
    if (FunctionError !== undefined || Payload === undefined) throw new Error('The scan function failed.');
    return JSON.parse(Buffer.from(Payload).toString('utf8'));
  };
  return {
    async scan(target) {
      try {
        return scanVerdict.parse(
          await ask(target.kind === 'bytes' ? { kind: 'bytes', base64: Buffer.from(target.bytes).toString('base64') } : target),
        );
      } catch {
        return unavailable('not_reached');
      }
    },
    canary: async () => canaryState.parse(await ask({ kind: 'canary' })).canary,
  };
}

/** Milliseconds for the call itself, beyond the scan's own deadline. */
const callMilliseconds = 1_500;
