import { beforeEach, describe, expect, it } from 'vitest';
import { clearConnections, defineFields, freshKey, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { downloadPackage, eventsOf, reach, readPackage, submit, submitWaiting } from './api/requests.ts';
import { expectNotLogged, makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());
let key = '';
let id = '';

beforeEach(async () => {
  await clearConnections(api);
  key = await makeManual(api, ['first_name', 'height']);
  id = await submitWaiting(api);
});

const none = { first_name: null, height: null };

describe('manual input', () => {
  it('answers what is kept: who, when and every label', async () => {
    const before = await api.ok('view-manual-input', { params: { id, key } });
    expect(before).toEqual({ checked: false, fields: none, uploaded_at: null, uploaded_by: null, definition_changed: false });
    const uploaded = await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane' } });
    expect(uploaded).toMatchObject({ checked: true, uploaded_by: api.target.clientId, definition_changed: false });
    expect(uploaded.fields).toMatchObject({ first_name: 'Jane', height: null });
    expect(Date.parse(uploaded.uploaded_at ?? '')).toBeLessThanOrEqual(Date.now() + 60_000);
    expect(await api.ok('view-manual-input', { params: { id, key } })).toEqual(uploaded);
  });

  it('replaces the earlier input whole', async () => {
    await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane', height: '1' } });
    const { fields } = await api.ok('upload-manual-input', { params: { id, key }, body: { height: null } });
    expect(fields).toEqual(none);
    expect((await eventsOf(api, id)).filter((event) => event === 'manual_input_uploaded')).toHaveLength(2);
  });

  it.each([
    ['an unknown label', '{"nickname":"MARK"}', 'nickname'],
    ['a number', '{"height":187}', 'height'],
    ['a flag', '{"height":true}', 'height'],
    ['a list', '{"height":["MARK"]}', 'height'],
    ['an object', '{"height":{"MARK":"x"}}', 'height'],
    ['half a character', '{"height":"\\ud800"}', 'height'],
    ['one good and one bad', '{"first_name":"MARK","nickname":"x"}', 'nickname'],
  ])('with %s is refused, naming the label and leaving the earlier input', async (_, text, label) => {
    const marker = makeMarker();
    const kept = await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'kept' } });
    const problem = await api.problem('upload-manual-input', 'manual_input.invalid', {
      params: { id, key },
      headers: { 'content-type': 'application/json' },
      raw: text.replace('MARK', marker),
    });
    expect(problem.detail).toContain(`'${label}'`);
    expect(problem.errors?.map((error) => error.loc)).toContainEqual(['body', label]);
    expect(JSON.stringify(problem)).not.toContain(marker);
    expect(await api.ok('view-manual-input', { params: { id, key } })).toEqual(kept);
    await expectNotLogged(api, marker);
  });

  it('may have 100,000 characters in a value and not one more, counted as people count', async () => {
    const longest = '🦒'.repeat(50_000) + 'x'.repeat(50_000);
    const { fields } = await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: longest } });
    expect(fields.first_name === longest).toBe(true);
    const body = { first_name: `${longest}x` };
    const problem = await api.problem('upload-manual-input', 'manual_input.invalid', { params: { id, key }, body });
    expect(problem.errors).toMatchObject([{ loc: ['body', 'first_name'], type: 'too_long' }]);
    expect(problem.detail).toContain('100,000');
    expect((await api.ok('view-manual-input', { params: { id, key } })).fields.first_name === longest).toBe(true);
  });

  it('may have 350 KB in all, and is 413 beyond', async () => {
    const text = 'ä'.repeat(100_000);
    const problem = await api.problem('upload-manual-input', 'manual_input.too_large', {
      params: { id, key },
      body: { first_name: text, height: text },
    });
    expect(problem.detail).toContain('350,000');
    expect((await api.ok('view-manual-input', { params: { id, key } })).checked).toBe(false);
  });

  it('keeps texts as they are: empty, blank, of any script, and under labels that objects have by birth', async () => {
    await defineFields(api, key, ['first_name', 'height', '__proto__', 'constructor']);
    const sent = '{"first_name":"","height":"  1,87 m\\r\\n\\u0000","__proto__":"p","constructor":"=cmd()"}';
    const headers = { 'content-type': 'application/json' };
    const answer = await api.call('upload-manual-input', { params: { id, key }, headers, raw: sent });
    expect(answer.status).toBe(200);
    expect(answer.text).toContain(`"fields":${sent}`);
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    const files = await downloadPackage(api, id);
    expect(JSON.parse(files.get('package.json') ?? '')[key]).toEqual([JSON.parse(sent)]);
  });

  it('belongs to a connection with fields and to a request that is there', async () => {
    await api.ok('create-connections', {
      body: [
        { key: 'bare', connection_type: 'manual_request', access: 'read' },
        { key: 'pg', connection_type: 'postgres', access: 'read', disabled: true },
      ],
    });
    for (const route of ['upload-manual-input', 'view-manual-input'] as const) {
      const body = route === 'upload-manual-input' ? { body: {} } : {};
      await api.problem(route, 'manual_request.not_found', { params: { id, key: 'bare' }, ...body });
      await api.problem(route, 'connection.wrong_type', { params: { id, key: 'pg' }, ...body });
      await api.problem(route, 'connection.not_found', { params: { id, key: freshKey() }, ...body });
      await api.problem(route, 'privacy_request.not_found', { params: { id: 'pri_nobody', key }, ...body });
    }
  });

  it('is taken only while the request waits, and read in any status', async () => {
    const kept = await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane' } });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    const late = await api.problem('upload-manual-input', 'privacy_request.wrong_status', { params: { id, key }, body: {} });
    expect(late.detail).toContain('complete');
    expect(await api.ok('view-manual-input', { params: { id, key } })).toEqual(kept);
    const resumed = await api.problem('resume-privacy-request', 'privacy_request.wrong_status', { params: { id } });
    expect(resumed.detail).toContain('complete');
  });
});

describe('a definition that changes after the upload', () => {
  it('keeps what still applies, nulls what is new, and asks for the input again', async () => {
    await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane', height: '1' } });
    await defineFields(api, key, ['first_name', 'shoe_size']);
    const seen = await api.ok('view-manual-input', { params: { id, key } });
    expect(seen).toMatchObject({ checked: false, definition_changed: true, fields: { first_name: 'Jane', shoe_size: null } });
    await api.problem('resume-privacy-request', 'privacy_request.input_missing', { params: { id } });
    const again = await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane', shoe_size: '41' } });
    expect(again).toMatchObject({ checked: true, definition_changed: false });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    expect(await readPackage(api, id)).toEqual({ [key]: [{ first_name: 'Jane', shoe_size: '41' }] });
  });

  it('and changes back finds the input good again', async () => {
    const before = await api.ok('get-fields', { params: { key } });
    const kept = await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane' } });
    await defineFields(api, key, ['other']);
    await api.ok('define-fields', { params: { key }, body: { fields: before.fields } });
    expect(await api.ok('view-manual-input', { params: { id, key } })).toEqual(kept);
  });

  it('leaves the package of a request that went on before as it is', async () => {
    await api.ok('upload-manual-input', { params: { id, key }, body: { first_name: 'Jane' } });
    await api.ok('resume-privacy-request', { params: { id } });
    await reach(api, id, 'complete');
    await defineFields(api, key, ['other']);
    const rows = (await readPackage(api, id))[key];
    expect(rows).toMatchObject([{ first_name: 'Jane', height: null }]);
    const fresh = await submit(api);
    await reach(api, fresh, 'requires_input');
  });
});
