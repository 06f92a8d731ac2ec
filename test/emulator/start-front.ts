import { createServer, request } from 'node:http';
import { listenOnLoopback } from '../../local/run/listen-on-loopback.ts';

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
  return {
    baseUrl: await listenOnLoopback(server),
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
