import { beforeAll, describe, expect, it } from 'vitest';
import { clearConnections, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { downloadPackage, eventsOf, reach, submitWaiting } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
let id = '';
let waiting = '';
let key = '';
const text = 'He said: "1,5 m"; =1+1\n<script>alert(1)</script>';

beforeAll(async () => {
  await clearConnections(api);
  key = await makeManual(api, ['note', 'other'], 'crm.main');
  [id, waiting] = [await submitWaiting(api), await submitWaiting(api)];
  await api.ok('upload-manual-input', { params: { id, key }, body: { note: text } });
  await api.ok('resume-privacy-request', { params: { id } });
  await reach(api, id, 'complete');
});

describe('the package', () => {
  it('holds package.json, a table for each source, and a report that loads nothing', async () => {
    const files = await downloadPackage(api, id);
    expect(JSON.parse(files.get('package.json') ?? '')).toEqual({ [key]: [{ note: text, other: null }] });
    const html = [...files].find(([name]) => name.endsWith('.html'))?.[1] ?? '';
    expect(html).toContain('<html lang=');
    expect(html).not.toMatch(/<script|<link|<iframe|\ssrc=|url\(|@import/i);
    expect(html).toContain('&lt;script&gt;');
    expect([...files].filter(([name]) => name.endsWith('.csv'))).toHaveLength(1);
  });

  it('is had by a link that is absolute, needs no token, and is for a download', async () => {
    const { access_result_urls: urls } = await api.ok('get-access-results', { params: { id } });
    expect(urls).toHaveLength(1);
    const response = await fetch(urls[0] ?? '');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(response.headers.get('cache-control')).toContain('no-store');
    expect(new Uint8Array(await response.arrayBuffer()).subarray(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
    expect(await eventsOf(api, id)).toContain('package_link_issued');
  });

  it('is not had by a link that was changed, nor by another method', async () => {
    const { access_result_urls: urls } = await api.ok('get-access-results', { params: { id } });
    const link = urls[0] ?? '';
    const changed = [
      link.replace(id, waiting),
      link.replace(/(X-Amz-Signature=)(.)/, (_, name: string, first: string) => `${name}${first === '0' ? '1' : '0'}`),
      link.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=604800'),
      link.split('?')[0] ?? '',
    ];
    expect(link).toMatch(/X-Amz-Expires=60(&|$)/);
    for (const url of changed) expect((await fetch(url)).status).toBe(403);
    for (const method of ['PUT', 'DELETE']) expect((await fetch(link, { method })).status).toBe(403);
    expect((await fetch(link)).status).toBe(200);
  });

  it('is not there before the request is complete', async () => {
    const problem = await api.problem('get-access-results', 'package.not_ready', { params: { id: waiting } });
    expect(problem.detail).toContain('requires_input');
    await api.problem('get-access-results', 'privacy_request.not_found', { params: { id: 'pri_nobody' } });
  });
});
