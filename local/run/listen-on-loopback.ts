import type { Server } from 'node:http';
import { StartError } from './start-error.ts';

/** The one address the local run listens on (CONTRACT section 11). */
export const loopback = '127.0.0.1';

const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program; set PORT to another one, or to 0 for any free port',
  EACCES: 'may not be used by this user; set PORT to one above 1023',
};

/**
 * Lets a server listen on loopback.
 * @param port - 0 for any free one.
 * @returns The server's address, such as `http://127.0.0.1:8080`.
 * @throws {@link StartError} when the port cannot be had.
 */
export async function listenOnLoopback(server: Server, port = 0): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = sentences[error.code ?? ''];
      reject(sentence === undefined ? error : new StartError(`Port ${port} ${sentence}.`));
    });
    server.listen(port, loopback, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server has no port.');
  }
  // As browsers write it: without the port that goes without saying.
  return new URL(`http://${loopback}:${address.port}`).origin;
}

/**
 * Closes a server: no new connections, open calls may finish within the given time, then they are cut.
 * @param graceMs - Milliseconds that open calls have.
 */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
}
