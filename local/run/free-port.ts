import { createServer } from 'node:net';
import { loopback } from './listen-on-loopback.ts';

/** A port of loopback that nobody listens on right now, for a program that can't be asked to take any. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, loopback, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
