import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DeskConfig } from '../../contracts/desk-config.ts';
import { assetHeaders, pageHeaders } from '../../contracts/page-policy.ts';
import type { PageFile } from './read-pages.ts';

/** Origins beside its own that a page talks to. */
export interface PageOrigins {
  /** Where files go that no form can carry, and where packages come from. */
  readonly files: string;
  /** Who issues the desk's tokens. */
  readonly identity: string;
}

/** What serving the pages needs. */
export interface PagesInput {
  readonly files: ReadonlyMap<string, PageFile>;
  readonly origins: PageOrigins;
  readonly desk: DeskConfig;
}

/** Answers a call for a page or one of its files; false for any other call. */
export type ServePages = (request: IncomingMessage, response: ServerResponse, path: string) => boolean;

interface Found {
  readonly file: PageFile;
  readonly headers: Readonly<Record<string, string>>;
}

/** Seconds in a year: a file whose name holds its hash never changes. */
const forGood = 'public, max-age=31536000, immutable';

/** Makes what serves the pages: the intake page at `/`, the desk at `/admin/`, and what they are made of. */
export function makePages({ files, origins, desk }: PagesInput): ServePages {
  const found = new Map<string, Found>();
  for (const [path, file] of files) {
    if (!path.endsWith('.html')) found.set(path, { file, headers: { ...assetHeaders, 'cache-control': forGood } });
  }
  const add = (path: string, connect: readonly string[]) => {
    const file = files.get(`${path}index.html`);
    if (file !== undefined) found.set(path, { file, headers: { ...pageHeaders(connect), 'cache-control': 'no-cache' } });
  };
  add('/', [origins.files]);
  add('/admin/', [origins.files, origins.identity]);
  found.set('/admin/config.json', {
    file: { type: 'application/json', bytes: Buffer.from(JSON.stringify(desk)) },
    headers: { ...assetHeaders, 'cache-control': 'no-store' },
  });
  return (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    if (path === '/admin') {
      response.writeHead(308, { location: '/admin/' }).end();
      return true;
    }
    const answer = found.get(path);
    if (answer === undefined) return false;
    const { file, headers } = answer;
    response.writeHead(200, { ...headers, 'content-type': file.type, 'content-length': file.bytes.length });
    response.end(request.method === 'HEAD' ? undefined : file.bytes);
    return true;
  };
}
