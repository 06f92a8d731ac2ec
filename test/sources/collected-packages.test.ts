import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { eventsOf, goodItem, reach, submit } from '../http/api/requests.ts';
import { api, connect, dossier, packageJson, postgres } from './own-dossier.ts';
import { seedDataset, seedFields } from './seed-example.ts';

describe('the seed’s example package', () => {
  it('holds what Postgres gave beside what people typed in', async () => {
    await connect('postgres_example', postgres.secrets('example'), seedDataset);
    await api.ok('create-connections', { body: { key: 'manual_request_key', connection_type: 'manual_request', access: 'read' } });
    await api.ok('define-fields', { params: { key: 'manual_request_key' }, body: seedFields });
    const id = await submit(api);
    await reach(api, id, 'requires_input');
    await api.ok('upload-manual-input', {
      params: { id, key: 'manual_request_key' },
      body: { first_name: 'Jane', last_name: 'Customer' },
    });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await packageJson(id)).toEqual({
      'postgres_example:customer': [{ name: 'Jane Customer', email: 'jane@example.com', id: 1 }],
      manual_request_key: [{ first_name: 'Jane', last_name: 'Customer' }],
    });
    expect(await eventsOf(api, id)).toContain('source_collected');
  });

  it('gives out only what the categories of the policy allow, and all of what people typed in', async () => {
    await connect('postgres_example', postgres.secrets('example'), seedDataset);
    await api.ok('upsert-policies', {
      body: { key: 'contact_only', name: 'Contact', action_type: 'access', data_categories: ['user.contact'] },
    });
    const id = await submit(api, { ...goodItem, policy_key: 'contact_only' });
    await reach(api, id, 'complete');
    expect(await packageJson(id)).toEqual({ 'postgres_example:customer': [{ email: 'jane@example.com' }] });
  });

  it('is empty for an erasure request', async () => {
    await connect('postgres_example', postgres.secrets('example'), seedDataset);
    const before = (await postgres.queries()).length;
    const id = await submit(api, { ...goodItem, policy_key: 'default_erasure_policy' });
    await reach(api, id, 'complete');
    expect((await postgres.queries()).length).toBe(before);
  });
});

describe('the rows that were collected', () => {
  it('go with their request', async () => {
    await connect('first', postgres.secrets('example'), seedDataset);
    const id = await submit(api);
    await reach(api, id, 'complete');
    const objectsOf = async () => {
      const folder = join(dossier.dataDir, 'objects');
      const database = new DatabaseSync(join(folder, (await readdir(folder)).find((name) => name.endsWith('.db')) ?? ''), {
        readOnly: true,
      });
      const rows = database.prepare('SELECT key FROM s3_objects WHERE key LIKE ?').all(`%${id}%`);
      database.close();
      return rows.map(({ key }) => String(key).replace(/run_[^/]+/, 'run')).sort();
    };
    expect(await objectsOf()).toEqual([`packages/${id}.zip`, `rows/${id}/first/run/0.jsonl`]);
    await api.ok('delete-privacy-request', { params: { id } });
    expect(await objectsOf()).toEqual([]);
  });
});

describe('a service of the organisation', () => {
  it('is told what the person answered in the form', async () => {
    const bodies: unknown[] = [];
    const service = createServer(async (request, response) => {
      bodies.push(JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString('utf8')));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"rows":[{"email":"jane@example.com"}]}');
    });
    const before = await api.ok('get-intake-config', {});
    try {
      const url = await listenOnLoopback(service);
      const secrets = { url, signing_key: 's'.repeat(32), allow_private_network: true };
      await api.ok('create-connections', { body: { key: 'branches', connection_type: 'https', access: 'read', secrets } });
      const fields = [{ name: 'email', identity: 'email' }];
      await api.ok('define-datasets', {
        params: { key: 'branches' },
        body: { fides_key: 'crm', collections: [{ name: 'visitor', fields }] },
      });
      const [property] = before.properties;
      if (property === undefined) throw new Error('There is no property.');
      const questions = { branch: { label: 'Your branch', field_type: 'text' }, proof: { label: 'Proof', field_type: 'file' } };
      const actions = property.actions.map((action) => ({ ...action, custom_privacy_request_fields: questions }));
      await api.ok('replace-intake-config', { body: { properties: [{ ...property, actions }] } });
      const id = await submit(api, { ...goodItem, custom_privacy_request_fields: { branch: { value: 'Bonn' } } });
      await reach(api, id, 'complete');
      expect(bodies).toMatchObject([{ type: 'query', collection: 'visitor', custom_privacy_request_fields: { branch: 'Bonn' } }]);
      expect(await packageJson(id)).toEqual({ 'crm:visitor': [{ email: 'jane@example.com' }] });
    } finally {
      await api.ok('replace-intake-config', { body: before });
      await closeServer(service, 0);
    }
  });
});
