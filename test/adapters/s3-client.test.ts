import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createAttachmentObjects } from '../../adapters/s3/attachment-objects.ts';
import { createS3Client } from '../../adapters/s3/s3-client.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';

/** Bytes from which the SDK would ask before it sends. */
const largeBytes = 3_145_728;

let connections = 0;
const heads: (string | undefined)[] = [];
const server = createServer((request, response) => {
  heads.push(request.headers.expect);
  request.resume().once('end', () => response.writeHead(200, { etag: '"1"' }).end());
});
server.on('connection', () => {
  connections += 1;
});

beforeAll(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_S3', await listenOnLoopback(server));
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'none');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'none');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeServer(server, 0);
});

it('sends large objects over one connection, without asking first', async () => {
  const client = createS3Client();
  const objects = createAttachmentObjects(client, 'files');
  for (const key of ['a', 'b', 'c']) {
    const bytes = randomBytes(largeBytes);
    expect(await objects.put(key, bytes, 'application/pdf', createHash('sha256').update(bytes).digest('hex'))).toBe('"1"');
  }
  client.destroy();
  expect(heads).toEqual([undefined, undefined, undefined]);
  expect(connections).toBe(1);
});
