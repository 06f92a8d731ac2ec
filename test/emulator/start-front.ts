import { createServer, request } from 'node:http';

/** An address of its own for the deployed API. */
export interface Front {
  readonly baseUrl: string;
  /** Sends everything that comes to an API of the emulator. */
  leadTo(apiUrl: string): void;
  stop(): Promise<void>;
}

/**
 * Gives the deployed API an address whose root is the API's root: the emulator answers several addresses of ours, such as `/health`, by
 * itself, and has APIs under a path. Nothing is added, taken away or changed.
 */
export async function startFront(): Promise<Front> {
  let target = '';
  const server = createServer((incoming, answer) => {
    const url = new URL(target + (incoming.url ?? '/'));
    const outgoing = request(
      {
        host: url.hostname,
        port: url.port,
        path: target.slice(url.origin.length) + (incoming.url ?? '/'),
        method: incoming.method,
        headers: incoming.headers,
      },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    outgoing.on('error', () => answer.destroy());
    incoming.on('error', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return {
    baseUrl: `http://127.0.0.1:${address.port}`,
    leadTo: (apiUrl) => {
      target = apiUrl;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
