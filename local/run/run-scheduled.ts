import type { FunctionName } from '../../contracts/functions.ts';
import type { InvokeFunction } from '../functions/invocation.ts';

/** Runs a scheduled function once. A pass that fails is in the log; the next one looks again. */
export async function runScheduled(invoke: InvokeFunction, name: FunctionName, input: object): Promise<void> {
  const result = await invoke(name, input);
  if (!result.ok) {
    console.error(JSON.stringify({ level: 'ERROR', message: `${name} failed.`, error: result.error }));
  }
}
