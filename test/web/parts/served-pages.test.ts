import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPages } from '../../../local/pages/read-pages.ts';
import { makePages } from '../../../local/pages/serve-pages.ts';
import { listenOnLoopback } from '../../../local/run/listen-on-loopback.ts';

const origins = { files: 'http://127.0.0.1:1', identity: 'http://127.0.0.1:2' };
const desk = { authority: origins.identity, client_id: 'desk', scope: 'openid', logout_parameters: {} };

describe('the pages of the local run', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    const serve = makePages({ files: await readPages(), origins, desk });
    server = createServer((request, response) => {
      if (!serve(request, response, request.url ?? '')) response.writeHead(404).end();
    });
    url = await listenOnLoopback(server);
  });
  afterAll(() => server.close());

  it.each([
    ['/', "connect-src 'self' http://127.0.0.1:1;"],
    ['/admin/', "connect-src 'self' http://127.0.0.1:1 http://127.0.0.1:2;"],
  ])('%s may run, load and call only what is its own', async (path, connect) => {
    const { status, headers } = await fetch(`${url}${path}`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(status).toBe(200);
    expect(policy).toContain(connect);
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('keep what a page is made of for good, and nothing else', async () => {
    const html = await (await fetch(`${url}/`)).text();
    const script = /src="([^"]+)"/.exec(html)?.[1] ?? '';
    const answer = await fetch(`${url}${script}`);
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await fetch(`${url}/admin/config.json`)).headers.get('cache-control')).toBe('no-store');
  });

  it('tell the desk where to log in', async () => {
    expect(await (await fetch(`${url}/admin/config.json`)).json()).toEqual(desk);
  });

  it('lead /admin to /admin/, and leave everything else to the API', async () => {
    expect((await fetch(`${url}/admin`, { redirect: 'manual' })).headers.get('location')).toBe('/admin/');
    expect((await fetch(`${url}/index.html`)).status).toBe(404);
    expect((await fetch(`${url}/manifest.json`)).status).toBe(404);
    expect((await fetch(`${url}/assets/../package.json`)).status).toBe(404);
    expect((await fetch(`${url}/`, { method: 'POST' })).status).toBe(404);
    const head = await fetch(`${url}/`, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
  });
});
