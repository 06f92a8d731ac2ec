import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Credentials } from '../settings/make-environment.ts';
import { checkForm } from './check-form.ts';
import { checkSignature } from './check-signature.ts';
import type { BucketStore } from './open-bucket-store.ts';
import { receiveForm } from './receive-form.ts';
import { S3Error } from './s3-error.ts';
import { makeSigner } from './signing.ts';

/** Headers of an answer that a signed link can set. https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
const overridable = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires'] as const;

/**
 * The S3 endpoint that functions and browsers see: it lets pass what S3 would let pass, and hands it to the store.
 * @param credentials - The only key pair that counts.
 * @param clock - Now; links and forms expire by it.
 */
export function serveObjectStore(store: BucketStore, credentials: Credentials, clock: () => Date = () => new Date()): Server {
  const signer = makeSigner(credentials);
  return createServer(async (request, response) => {
    allowPages(request, response);
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
    const query = new URLSearchParams(search);
    try {
      if (request.method === 'POST' && (request.headers['content-type'] ?? '').startsWith('multipart/form-data')) {
        await takeForm(request, response, path);
        return;
      }
      await checkSignature({ method: request.method ?? 'GET', path, query, headers: request.headers }, signer, clock());
      overrideHeaders(response, query);
      store.route(request, response);
    } catch (error) {
      refuse(request, response, error);
    }
  });

  async function takeForm(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const bucket = decodeURIComponent(path.split('/')[1] ?? '');
    if (!store.has(bucket)) {
      throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    }
    const { fields, key, file } = await receiveForm(request, (given) => checkForm(given, bucket, signer, credentials, clock()));
    const metadata = [...fields].filter(([name]) => name.startsWith('x-amz-meta-')).map(([name, value]) => [name.slice(11), value]);
    const type = fields.get('content-type') ?? 'binary/octet-stream';
    const etag = store.put(bucket, key, file, type, Object.fromEntries(metadata));
    const asked = Number(fields.get('success_action_status'));
    response.writeHead(asked === 200 || asked === 201 ? asked : 204, { etag }).end();
  }
}

/** Pages of this machine may upload and download, as the bucket's CORS rules allow the site's own origin on AWS. */
function allowPages(request: IncomingMessage, response: ServerResponse): void {
  const origin = request.headers.origin;
  if (origin !== undefined && /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/.test(origin)) {
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('vary', 'origin');
    response.setHeader('access-control-allow-methods', 'GET, HEAD, POST');
    response.setHeader('access-control-allow-headers', 'content-type');
    response.setHeader('access-control-expose-headers', 'etag');
  }
}

/** Applies `response-content-disposition` and its kind to a success, which the store does not do. */
function overrideHeaders(response: ServerResponse, query: URLSearchParams): void {
  const wanted = overridable.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : ([[name, value]] as const);
  });
  if (wanted.length === 0) {
    return;
  }
  const writeHead = response.writeHead.bind(response);
  const replace = (status: number, headers?: Record<string, string>) => {
    const success = status === 200 || status === 206;
    return writeHead(status, success ? { ...headers, ...Object.fromEntries(wanted) } : headers);
  };
  Object.assign(response, { writeHead: replace });
}

function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const requestId = randomUUID();
  const known = error instanceof S3Error ? error : new S3Error(500, 'InternalError', 'The local object store failed.');
  if (!(error instanceof S3Error)) {
    console.error(error);
  }
  // What is still coming is thrown away, so that the caller hears the answer instead of a reset connection.
  request.unpipe();
  request.resume();
  if (!response.headersSent) {
    response.writeHead(known.status, { 'content-type': 'application/xml', 'x-amz-request-id': requestId });
  }
  response.end(request.method === 'HEAD' ? undefined : known.toXml(requestId));
}
