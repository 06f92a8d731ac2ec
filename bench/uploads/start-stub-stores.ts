import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Stores that answer at once, in a process of their own. */
export interface StubStores {
  readonly url: string;
  stop(): void;
}

/** Starts stand-ins for DynamoDB and S3 whose own work is not counted as that of the process that calls them. */
export async function startStubStores(): Promise<StubStores> {
  const stub = spawn(process.execPath, [fileURLToPath(new URL('stub-stores.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => createInterface({ input: stub.stdout }).once('line', resolve));
  return { url, stop: () => void stub.kill() };
}
