import { mkdtempSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BucketStore, openBucketStore } from '../../local/object-store/open-bucket-store.ts';
import { serveObjectStore } from '../../local/object-store/serve-object-store.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { makeCredentials, region } from '../../local/settings/make-environment.ts';

const Bucket = 'dossier-test';
const folder = mkdtempSync(join(tmpdir(), 'dossier-s3-'));
const credentials = makeCredentials();
let store: BucketStore;
let server: Server;
let url: string;
let client: S3Client;
let now: Date;

beforeAll(async () => {
  store = await openBucketStore(folder, [Bucket]);
  server = serveObjectStore(store, credentials, () => now);
  url = await listenOnLoopback(server);
  client = new S3Client({ endpoint: url, region, credentials, maxAttempts: 1 });
  now = new Date();
  await client.send(new PutObjectCommand({ Bucket, Key: 'a/b c.txt', Body: 'hello', ContentType: 'text/plain' }));
});

beforeEach(() => {
  now = new Date();
});

afterAll(async () => {
  client.destroy();
  await closeServer(server, 100);
  await store.close();
});

const read = async (Key: string) => (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
const link = (options: object = {}) =>
  getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'a/b c.txt', ...options }), { expiresIn: 60 });

/** Status and S3 error code of an answer. */
async function outcome(response: Response): Promise<[number, string | undefined]> {
  return [response.status, /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]];
}

describe('calls signed in their headers', () => {
  it('store and read objects, also in parts', async () => {
    expect(await read('a/b c.txt')).toBe('hello');
    const body = Buffer.alloc(12_000_000, 'x');
    await new Upload({ client, params: { Bucket, Key: 'large', Body: body } }).done();
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'large' }))).ContentLength).toBe(body.length);
  });

  it('are refused with another secret, another id, and without a signature', async () => {
    const get = new GetObjectCommand({ Bucket, Key: 'a/b c.txt' });
    for (const wrong of [
      { ...credentials, secretAccessKey: 'other' },
      { ...credentials, accessKeyId: 'OTHER' },
    ]) {
      const stranger = new S3Client({ endpoint: url, region, credentials: wrong, maxAttempts: 1 });
      await expect(stranger.send(get)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
      stranger.destroy();
    }
    expect(await outcome(await fetch(`${url}/${Bucket}/a/b%20c.txt`))).toEqual([403, 'AccessDenied']);
    expect(await outcome(await fetch(`${url}/${Bucket}/new`, { method: 'PUT', body: 'x' }))).toEqual([403, 'AccessDenied']);
  });
});

describe('a signed link', () => {
  it('answers the object with the headers it was signed for', async () => {
    const response = await fetch(
      await link({ ResponseContentDisposition: 'attachment; filename="x.txt"', ResponseCacheControl: 'no-store' }),
    );
    expect([response.status, await response.text()]).toEqual([200, 'hello']);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="x.txt"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-type')).toBe('text/plain');
  });

  it('is over after its time', async () => {
    const address = await link();
    now = new Date(Date.now() + 59_000);
    expect((await fetch(address)).status).toBe(200);
    now = new Date(Date.now() + 62_000);
    expect(await outcome(await fetch(address))).toEqual([403, 'AccessDenied']);
  });

  it('is good for its object, its method and its parameters only', async () => {
    const address = await link({ ResponseContentType: 'text/plain' });
    for (const changed of [
      address.replace('b%20c.txt', 'large'),
      address.replace('Expires=60', 'Expires=600'),
      address.replace('text%2Fplain', 'text%2Fhtml'),
      `${address}&response-cache-control=public`,
      address.replace(/Signature=.{4}/, 'Signature=0000'),
      address.replace(/&X-Amz-Content-Sha256=[^&]+/, ''),
    ]) {
      expect(changed).not.toBe(address);
      expect(await outcome(await fetch(changed)), changed).toEqual([403, 'SignatureDoesNotMatch']);
    }
    expect((await fetch(address, { method: 'DELETE' })).status).toBe(403);
    expect(await read('a/b c.txt')).toBe('hello');
  });
});

describe('a presigned form', () => {
  const makeForm = (options: { max?: number; fields?: Record<string, string> } = {}) =>
    createPresignedPost(client, {
      Bucket,
      Key: 'form/object',
      Conditions: [['content-length-range', 3, options.max ?? 10]],
      Fields: { 'Content-Type': 'application/pdf', ...options.fields },
      Expires: 300,
    });
  const send = async (
    form: { url: string; fields: Record<string, string> },
    content: string | Buffer,
    change: Record<string, string | undefined> = {},
  ) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...form.fields, ...change })) {
      if (value !== undefined) {
        body.append(name, value);
      }
    }
    body.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), 'x.pdf');
    return fetch(form.url, { method: 'POST', body });
  };

  it('stores the file under the key that was signed, and answers its ETag', async () => {
    const response = await send(await makeForm(), 'content');
    expect(response.status).toBe(204);
    const stored = await client.send(new HeadObjectCommand({ Bucket, Key: 'form/object' }));
    expect(stored).toMatchObject({ ContentType: 'application/pdf', ContentLength: 7, ETag: response.headers.get('etag') });
  });

  it('takes a file as large as the policy says, far beyond what a function could take', async () => {
    const response = await send(await makeForm({ max: 20_000_000 }), Buffer.alloc(20_000_000, 1));
    expect(response.status).toBe(204);
    expect((await client.send(new HeadObjectCommand({ Bucket, Key: 'form/object' }))).ContentLength).toBe(20_000_000);
  });

  it.each<[string, string, Record<string, string | undefined>, [number, string]]>([
    ['another key', 'content', { key: 'form/other' }, [403, 'AccessDenied']],
    ['another type', 'content', { 'Content-Type': 'text/html' }, [403, 'AccessDenied']],
    ['a field that no condition covers', 'content', { 'x-amz-meta-note': 'x' }, [403, 'AccessDenied']],
    ['a field left out', 'content', { 'Content-Type': undefined }, [403, 'AccessDenied']],
    ['another signature', 'content', { 'X-Amz-Signature': '0'.repeat(64) }, [403, 'SignatureDoesNotMatch']],
    ['another credential', 'content', { 'X-Amz-Credential': 'OTHER/20261121/us-east-1/s3/aws4_request' }, [403, 'SignatureDoesNotMatch']],
    ['another policy', 'content', { Policy: Buffer.from('{"conditions":[]}').toString('base64') }, [403, 'SignatureDoesNotMatch']],
    ['no policy', 'content', { Policy: undefined }, [403, 'AccessDenied']],
    ['too many bytes', 'longer content', {}, [400, 'EntityTooLarge']],
    ['too few bytes', 'xx', {}, [400, 'EntityTooSmall']],
  ])('is refused with %s, and stores nothing', async (_, content, change, expected) => {
    await send(await makeForm(), 'before');
    expect(await outcome(await send(await makeForm(), content, change))).toEqual(expected);
    expect(await read('form/object')).toBe('before');
  });

  it('is over after its time', async () => {
    const form = await makeForm();
    now = new Date(Date.now() + 301_000);
    expect(await outcome(await send(form, 'content'))).toEqual([403, 'AccessDenied']);
  });

  it('is refused without a file, and where it is no form', async () => {
    const { url: address, fields } = await makeForm();
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      body.append(name, value);
    }
    expect(await outcome(await fetch(address, { method: 'POST', body }))).toEqual([400, 'MalformedPOSTRequest']);
    const headers = { 'content-type': 'multipart/form-data' };
    expect(await outcome(await fetch(address, { method: 'POST', headers, body: 'x' }))).toEqual([400, 'MalformedPOSTRequest']);
  });
});

describe('the store', () => {
  it('keeps its objects when it is opened again', async () => {
    const other = mkdtempSync(join(tmpdir(), 'dossier-s3-'));
    const first = await openBucketStore(other, [Bucket]);
    first.put(Bucket, 'kept', Buffer.from('content'), 'text/plain', {});
    // No close: a killed process does not close either.
    const second = await openBucketStore(other, [Bucket]);
    const own = serveObjectStore(second, credentials);
    const endpoint = await listenOnLoopback(own);
    const reader = new S3Client({ endpoint, region, credentials, maxAttempts: 1 });
    const { Body } = await reader.send(new GetObjectCommand({ Bucket, Key: 'kept' }));
    expect(await Body?.transformToString()).toBe('content');
    reader.destroy();
    await closeServer(own, 100);
    await second.close();
    await first.close();
  });
});
