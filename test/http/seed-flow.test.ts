import { beforeEach, describe, expect, it } from 'vitest';
import { clearConnections } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { downloadPackage, reach, readPackage, submit } from './api/requests.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());

beforeEach(() => clearConnections(api));

const fields = [
  { pii_field: 'First Name', dsr_package_label: 'first_name' },
  { pii_field: 'Last Name', dsr_package_label: 'last_name' },
  { pii_field: 'Phone Number', dsr_package_label: null },
  { pii_field: 'Height', dsr_package_label: 'height' },
];

describe('the first seed, as printed', () => {
  it('takes a request from the connection to the package', async () => {
    const token = await api.token();
    const created = await api.send('POST', '/api/v1/connection', {
      token,
      body: {
        name: 'Manual privacy request ConnectionConfig',
        key: 'manual_request_key',
        connection_type: 'manual_request',
        access: 'read',
      },
    });
    expect(created.status).toBe(200);
    const defined = await api.send('PATCH', '/api/v1/connection/manual_request_key/access_manual_request', { token, body: { fields } });
    expect(defined.status).toBe(200);
    const id = await submit(api);
    const waiting = await reach(api, id, 'requires_input');
    expect(waiting).toMatchObject({
      waiting_for: ['manual_request_key'],
      resume_endpoint: `/privacy-request/${id}/resume_from_requires_input`,
    });

    const uploaded = await api.send('PATCH', `/privacy-request/${id}/access_manual_request/manual_request_key`, {
      token,
      body: { first_name: 'Jane', last_name: 'Customer' },
    });
    expect(uploaded.status).toBe(200);
    const resumed = await api.send('POST', `/privacy-request/${id}/resume_from_requires_input`, { token });
    expect(resumed.status).toBe(200);
    expect(JSON.parse(resumed.text)).toMatchObject({ id, status: 'in_processing' });

    const complete = await reach(api, id, 'complete');
    expect(complete.finished_at).not.toBe(null);
    const files = await downloadPackage(api, id);
    expect(JSON.parse(files.get('package.json') ?? '')).toEqual({
      manual_request_key: [{ first_name: 'Jane', last_name: 'Customer', phone_number: null, height: null }],
    });
    const names = [...files.keys()];
    expect(names.filter((name) => name.endsWith('.csv'))).toHaveLength(1);
    expect(names.filter((name) => name.endsWith('.html'))).toHaveLength(1);
  });

  it('takes the words of Fides for the connection type and for the paths', async () => {
    const token = await api.token();
    const created = await api.ok('create-connections', {
      body: { name: 'Webhook', key: 'webhook', connection_type: 'manual_webhook', access: 'write' },
    });
    expect(created.succeeded).toMatchObject([{ key: 'webhook', connection_type: 'manual_request', access: 'write', incomplete: true }]);
    await api.ok('define-fields', { path: 1, params: { key: 'webhook' }, body: { fields } });
    expect((await api.ok('get-fields', { path: 1, params: { key: 'webhook' } })).fields).toHaveLength(4);
    expect((await api.ok('list-fields', { path: 1 })).items).toHaveLength(1);

    const id = await submit(api);
    await reach(api, id, 'requires_input');
    for (const [index, path] of [
      `/api/v1/privacy-request/${id}/access_manual_webhook/webhook`,
      `/privacy-request/${id}/access_manual_webhook/webhook`,
      `/api/v1/privacy-request/${id}/access_manual_request/webhook`,
    ].entries()) {
      const sent = { height: `${index} m` };
      const uploaded = await api.send('PATCH', path, { token, body: sent });
      expect(uploaded.status).toBe(200);
      const seen = await api.send('GET', path, { token });
      expect(JSON.parse(seen.text)).toMatchObject({ checked: true, fields: { ...sent, first_name: null } });
    }
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toMatchObject({ webhook: [{ height: '2 m' }] });
  });
});
