import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createConnectors } from '../../adapters/connectors/connectors.ts';
import { mayCall, type Resolve } from '../../adapters/connectors/https/guard-address.ts';
import { openHttps } from '../../adapters/connectors/https/https-connector.ts';
import { signatureHeader, signBody, timestampHeader } from '../../adapters/connectors/https/sign-body.ts';
import { limits } from '../../contracts/limits.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { collectVisits } from './collect-visits.ts';

const signingKey = 'a key of thirty-two characters, ok';
const dataset = {
  fides_key: 'crm',
  collections: [{ name: 'contact', fields: [{ name: 'email', identity: 'email' }, { name: 'notes' }] }],
};
const jane = { email: 'jane@example.com' };

/** What the service does with one call. */
type Behaviour = (body: { type: string; cursor?: string | null }, response: ServerResponse) => void;

let url: string;
let calls: { readonly body: string; readonly headers: IncomingMessage['headers'] }[];
let behave: Behaviour;
let close: () => Promise<void>;

const json = (response: ServerResponse, status: number, body: unknown) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

beforeEach(async () => {
  calls = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    calls.push({ body, headers: request.headers });
    const timestamp = String(request.headers[timestampHeader]);
    const good = request.headers[signatureHeader] === signBody(signingKey, timestamp, body);
    if (!good || Math.abs(Date.now() / 1_000 - Number(timestamp)) > 300) json(response, 401, {});
    else behave(JSON.parse(body), response);
  });
  url = await listenOnLoopback(server);
  close = () => closeServer(server, 0);
});
afterEach(() => close());

const secrets = (more: object = {}) => ({ url, signing_key: signingKey, allow_private_network: true, ...more });
const collect = (more: object = {}, resolve?: Resolve) => collectVisits(openHttps(secrets(more), undefined, resolve), dataset, jane);
const test = (more: object = {}, resolve?: Resolve) => openHttps(secrets(more), undefined, resolve).test(AbortSignal.timeout(5_000));

describe('a service of the organisation', () => {
  it('is asked by a signed call for declared fields alone, page after page', async () => {
    behave = ({ cursor }, response) =>
      json(
        response,
        200,
        cursor === null
          ? { rows: [{ email: 'jane@example.com', notes: { vip: true }, undeclared: 'x' }], next: 'p2' }
          : { rows: [{ email: 'jane@example.com' }] },
      );
    expect(Object.fromEntries(await collect())).toEqual({
      'crm:contact': {
        rows: [
          { email: 'jane@example.com', notes: { vip: true } },
          { email: 'jane@example.com', notes: null },
        ],
        reached: ['email < identity.email', 'email < identity.email'],
      },
    });
    expect(calls.map(({ body }) => JSON.parse(body))).toMatchObject([
      {
        type: 'query',
        collection: 'contact',
        fields: ['email', 'notes'],
        where: { field: 'email', values: ['jane@example.com'] },
        cursor: null,
      },
      { cursor: 'p2' },
    ]);
  });

  it('is told what was answered in the form where it may know, and nothing of it otherwise', async () => {
    behave = (_, response) => json(response, 200, { rows: [] });
    await collect();
    await collectVisits(openHttps(secrets(), { branch: 'Bonn', topics: ['orders', 'letters'] }), dataset, jane);
    const [untold, told] = calls.map(({ body }) => JSON.parse(body));
    expect(untold).not.toHaveProperty('custom_privacy_request_fields');
    expect(told).toMatchObject({ custom_privacy_request_fields: { branch: 'Bonn', topics: ['orders', 'letters'] } });
  });

  it('is tried again where it is not available, and given up after three times', async () => {
    behave = (_, response) => json(response, calls.length < 3 ? 503 : 200, { rows: [] });
    expect((await collect()).get('crm:contact')?.rows).toEqual([]);
    expect(calls).toHaveLength(3);
    calls = [];
    behave = (_, response) => json(response, 500, {});
    await expect(collect()).rejects.toMatchObject({ kind: 'again', message: 'The service is not available (status 500).' });
    expect(calls).toHaveLength(3);
  });

  it('says that it can be reached', async () => {
    behave = ({ type }, response) => json(response, 200, { ok: type === 'test' });
    await expect(test()).resolves.toBeUndefined();
  });

  it('refuses another key’s signature, which is told at once', async () => {
    behave = (_, response) => json(response, 200, { rows: [] });
    await expect(collect({ signing_key: `${signingKey}!` })).rejects.toMatchObject({
      kind: 'failed',
      message: 'The service refuses the signature.',
    });
    expect(calls).toHaveLength(1);
    await expect(createConnectors().open('https', { url, signing_key: 'short' })).rejects.toMatchObject({
      message: 'The connection’s secrets lack, or have a wrong value for: signing_key.',
    });
  });

  it('leads nowhere else by a redirect', async () => {
    behave = (_, response) => void response.writeHead(307, { location: `${url}/other` }).end();
    await expect(collect()).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('redirect') });
    expect(calls).toHaveLength(1);
  });

  it('may not answer without end, or with anything but rows', async () => {
    const block = Buffer.alloc(1_048_576, 0x20);
    behave = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      let sent = 0;
      const more = () => {
        while (!response.destroyed && sent < limits.sourceAnswerBytes * 4) {
          sent += block.length;
          if (!response.write(block)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    };
    await expect(collect()).rejects.toMatchObject({ kind: 'failed', message: expect.stringContaining('larger than 10,485,760 bytes') });
    for (const body of [{}, { rows: 'x' }, { rows: [1] }, { rows: [], next: 'again' }]) {
      behave = (_, response) => json(response, 200, body);
      await expect(collect(), JSON.stringify(body)).rejects.toMatchObject({
        kind: 'failed',
        message: expect.stringContaining('agreed form'),
      });
    }
    behave = (_, response) => void response.end('<html>');
    await expect(collect()).rejects.toMatchObject({ message: 'The service’s answer is not JSON.' });
  });

  it('that hangs up is not there', async () => {
    behave = (_, response) => void response.destroy();
    await expect(test()).rejects.toMatchObject({ kind: 'again', message: 'The service cannot be reached.' });
  });
});

describe('the address of a service', () => {
  it('is refused in a network of one’s own, unless that is allowed, when it is saved and when it is called', async () => {
    behave = (_, response) => json(response, 200, { ok: true });
    await expect(test({ allow_private_network: false })).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('not called'),
    });
    const refuse = (address: string, more: object = {}) => createConnectors().refuse('https', { url: address, ...more });
    for (const address of [
      'https://127.0.0.1/',
      'https://10.1.2.3/',
      'https://[::1]/',
      'https://[::ffff:10.0.0.1]/',
      'https://localhost/',
      'https://0x7f000001/',
    ]) {
      expect(await refuse(address), address).toContain('not called');
      expect(await refuse(address, { allow_private_network: true }), address).toBeUndefined();
    }
    for (const address of ['https://169.254.169.254/latest', 'https://[fd00:ec2::254]/', 'https://0.0.0.0/', 'https://[64:ff9b::a00:1]/']) {
      expect(await refuse(address, { allow_private_network: true }), address).toContain('not called');
    }
    expect(calls).toEqual([]);
  });

  it('must be an https address with nothing secret in it', async () => {
    const refuse = (address: string) => createConnectors().refuse('https', { url: address });
    for (const address of [
      'http://example.com/',
      'ftp://example.com/',
      'https://user:pass@example.com/',
      'no address',
      'file:///etc/passwd',
    ]) {
      expect(await refuse(address), address).toContain('must be an https address');
    }
  });

  it('is looked up once for the call that is made: a name that changes its mind leads nowhere', async () => {
    behave = (_, response) => json(response, 200, { ok: true });
    const { port } = new URL(url);
    const public4 = { address: '93.184.215.14', family: 4 };
    const loopback = { address: '127.0.0.1', family: 4 };
    let asked = 0;
    // Public when it is checked, loopback when it is called.
    const rebinding: Resolve = async () => [asked++ === 0 ? public4 : loopback];
    await expect(test({ url: `https://rebind.example:${port}/`, allow_private_network: false }, rebinding)).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('not called'),
    });
    expect(asked).toBe(2);
    // One bad address among good ones is enough.
    await expect(
      test({ url: `https://mixed.example:${port}/`, allow_private_network: false }, async () => [public4, loopback]),
    ).rejects.toMatchObject({ kind: 'failed' });
    expect(calls).toEqual([]);
  });

  it('is judged by its network, in every spelling', () => {
    expect(['93.184.215.14', '2606:2800:21f:cb07::1'].filter((address) => !mayCall(address, false))).toEqual([]);
    const inside = ['127.0.0.1', '10.0.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '::1', 'fd12::1', '::ffff:192.168.0.1'];
    expect(inside.filter((address) => mayCall(address, false))).toEqual([]);
    expect(inside.filter((address) => !mayCall(address, true))).toEqual([]);
    const never = [
      '169.254.169.254',
      '0.0.0.0',
      '224.0.0.1',
      '255.255.255.255',
      'fe80::1',
      '::',
      '::ffff:169.254.169.254',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
    ];
    expect(never.filter((address) => mayCall(address, true))).toEqual([]);
    expect(mayCall('example.com', true)).toBe(false);
  });
});
