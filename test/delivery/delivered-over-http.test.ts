import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { readByPython } from '../packages/build-archive.ts';
import { type Dossier, startDossier } from '../support/start-dossier.ts';

const email = 'ada@example.com';
const mail = z.object({ destination: z.object({ to: z.array(z.string()) }), subject: z.string(), body: z.object({ text: z.string() }) });
const store = z.object({ emails: z.array(mail) });
const submitted = z.object({ succeeded: z.array(z.object({ id: z.string() })) });
const problem = z.object({ code: z.string() });

let dossier: Dossier;
let token = '';
beforeAll(async () => {
  dossier = await startDossier({ env: { DOSSIER__MAIL__REVIEWERS: 'one@example.com' } });
  token = await dossier.token();
}, 90_000);
afterAll(async () => {
  await dossier?.stop();
});

async function submit(identity: object): Promise<string> {
  const response = await dossier.call('POST', '/api/v1/privacy-request', { body: [{ identity, policy_key: 'default_access_policy' }] });
  const [request] = submitted.parse(await response.json()).succeeded;
  if (request === undefined) throw new Error('The request was refused.');
  return request.id;
}

async function mailsOf(id: string): Promise<readonly z.output<typeof mail>[]> {
  const { emails } = store.parse(await (await fetch(`${dossier.mailboxUrl}/store`)).json());
  return emails.filter(({ body }) => body.text.includes(id));
}

async function hasStatus(id: string, status: string): Promise<boolean> {
  const response = await dossier.call('GET', `/api/v1/privacy-request/${id}`, { token });
  return z.object({ status: z.string() }).parse(await response.json()).status === status;
}

async function deliver(): Promise<{ readonly id: string; readonly link: string }> {
  const id = await submit({ email });
  await expect.poll(() => hasStatus(id, 'complete'), { timeout: 20_000 }).toBe(true);
  const link = /http\S+token=\S+/.exec((await mailsOf(id))[0]?.body.text ?? '')?.[0];
  if (link === undefined) throw new Error('No link was mailed.');
  return { id, link };
}

const answerOf = async (link: string) => {
  const response = await fetch(link, { redirect: 'manual' });
  return `${response.status} ${problem.parse(await response.json()).code}`;
};

describe('a person who asks for their data', () => {
  it('gets one mail, whose link leads without a token of ours to the package and to nothing else', async () => {
    const { id, link } = await deliver();
    expect(await mailsOf(id)).toMatchObject([{ destination: { to: [email] } }]);
    expect(link.startsWith(`${dossier.baseUrl}/api/v1/privacy-request/${id}/access-package?token=`)).toBe(true);
    const first = await fetch(link, { redirect: 'manual' });
    expect(first.status).toBe(302);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    const package_ = await fetch(link);
    expect(package_.headers.get('content-type')).toBe('application/zip');
    expect(JSON.parse(readByPython(Buffer.from(await package_.arrayBuffer())).get('package.json') ?? '')).toEqual({});

    const other = await deliver();
    const [place = '', linkToken = ''] = link.split('?token=');
    expect(await answerOf(place)).toBe('401 package.token_invalid');
    expect(await answerOf(`${place}?token=${linkToken.slice(0, -2)}`)).toBe('401 package.token_invalid');
    expect(await answerOf(`${other.link.split('?')[0]}?token=${linkToken}`)).toBe('403 package.token_foreign');
    expect(await answerOf(link.replace(id, 'pri_nobody'))).toBe('404 package.not_found');
    await dossier.call('DELETE', `/api/v1/privacy-request/${id}`, { token });
    expect(await answerOf(link)).toBe('404 package.not_found');
    expect((await fetch(other.link, { redirect: 'manual' })).status).toBe(302);

    const log = `${dossier.lines.join('\n')}\n${await readFile(join(dossier.dataDir, 'dossier.log'), 'utf8')}`;
    expect(log).toContain('GET /api/v1/privacy-request/{id}/access-package');
    for (const secret of [linkToken, other.link.split('=')[1] ?? '', email]) expect(log).not.toContain(secret);
  });
});

describe('a reviewer', () => {
  it('is reminded when Dossier starts, once a day however often it does', async () => {
    const call = async (method: string, path: string, body: unknown) => {
      const response = await dossier.call(method, `/api/v1${path}`, { token, body });
      expect(response.status).toBe(200);
      return response;
    };
    await call('PATCH', '/dsr/policy', [{ key: 'quick', name: 'Quick', action_type: 'access', execution_timeframe_days: 1 }]);
    await call('PATCH', '/connection', [{ key: 'crm', connection_type: 'manual_request', access: 'read' }]);
    await call('PATCH', '/connection/crm/access_manual_request', { fields: [{ pii_field: 'Note' }] });
    const sent = await call('POST', '/privacy-request', [{ identity: { email }, policy_key: 'quick' }]);
    const id = submitted.parse(await sent.json()).succeeded[0]?.id ?? '';
    await expect.poll(() => hasStatus(id, 'requires_input'), { timeout: 20_000 }).toBe(true);
    const { dataDir } = dossier;
    for (let starts = 0; starts < 2; starts += 1) {
      await dossier.stop();
      dossier = await startDossier({ dataDir, env: { DOSSIER__MAIL__REVIEWERS: 'one@example.com' } });
      token = await dossier.token();
      await expect.poll(async () => (await mailsOf(id)).length, { timeout: 20_000 }).toBe(1);
    }
    const [reminder] = await mailsOf(id);
    expect(reminder?.destination.to).toEqual(['one@example.com']);
    expect(reminder?.body.text).toContain(`${id}: due in 1 day\n`);
    expect(reminder?.body.text).toContain(`${dossier.baseUrl.replace(/:\d+$/, '')}:`);
    expect(reminder?.body.text).not.toContain(email);
    const log = await (await dossier.call('GET', `/api/v1/privacy-request/${id}/log?size=100`, { token })).text();
    expect(log.match(/"deadline_reminder"/g)).toHaveLength(1);
  }, 120_000);
});
