import { readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { listenOnLoopback } from '../run/listen-on-loopback.ts';
import { StartError } from '../run/start-error.ts';

/**
 * Lets a server listen where the run before did: a page that stayed open over a restart knows no other address, and its policy allows no
 * other. Where that port was never kept or is taken by now, any free one does.
 * @param path - the file the port is kept in
 * @returns The server's address.
 */
export async function listenOnKeptPort(server: Server, path: string): Promise<string> {
  const url = await listenOnLoopback(server, readKeptPort(path)).catch((error: unknown) => {
    if (error instanceof StartError) return listenOnLoopback(server);
    throw error;
  });
  writeFileSync(path, `${new URL(url).port}\n`);
  return url;
}

/** The port that was kept; 0, which is any, where there is none that can be used. */
function readKeptPort(path: string): number {
  try {
    const port = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(port) && port >= 1_024 && port <= 65_535 ? port : 0;
  } catch {
    return 0;
  }
}
