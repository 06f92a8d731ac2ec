import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { limits } from '../../../contracts/limits.ts';
import { SourceError } from '../../../core/sources/connector.ts';
import { allowedAddresses, guardedLookup, type Resolve } from './guard-address.ts';
import type { HttpsSettings } from './settings.ts';
import { signatureHeader, signBody, timestampHeader } from './sign-body.ts';

/** Milliseconds one call may take, answer and all. */
const callMilliseconds = 30_000;

/**
 * Sends a signed body and reads the answer. Redirects are not followed: they would lead past the address that was checked.
 * @throws SourceError in every case but a JSON answer with status 200.
 */
export async function postSigned(settings: HttpsSettings, resolve: Resolve, content: object, signal: AbortSignal): Promise<unknown> {
  const { url, allowPrivate, signingKey } = settings;
  // Also for addresses written as such, which no lookup is asked for.
  await allowedAddresses(url.hostname, allowPrivate, resolve);
  const body = JSON.stringify(content);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(callMilliseconds)]);
  try {
    const answer = await send(settings, resolve, body, deadline, {
      [timestampHeader]: timestamp,
      [signatureHeader]: signBody(signingKey, timestamp, body),
    });
    refuseStatus(answer);
    return parse(await readBounded(answer));
  } catch (error) {
    throw describe(error, deadline.aborted);
  }
}

function send(
  { url, allowPrivate }: HttpsSettings,
  resolve: Resolve,
  body: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>>,
): Promise<IncomingMessage> {
  return new Promise((settle, reject) => {
    const call = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
      method: 'POST',
      // No connection is kept: the address of every call is looked up and checked.
      agent: false,
      lookup: guardedLookup(allowPrivate, resolve),
      signal,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'dossier',
      },
    });
    call.once('response', settle);
    call.once('error', reject);
    call.end(body);
  });
}

function refuseStatus(answer: IncomingMessage): void {
  const status = answer.statusCode ?? 0;
  if (status === 200) return;
  answer.destroy();
  if (status >= 300 && status < 400) throw new SourceError('failed', 'The service answers with a redirect, which is not followed.');
  if (status === 401 || status === 403) throw new SourceError('failed', 'The service refuses the signature.');
  if (status === 429 || status >= 500) throw new SourceError('again', `The service is not available (status ${status}).`);
  throw new SourceError('failed', `The service refuses the call (status ${status}).`);
}

async function readBounded(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    if (!Buffer.isBuffer(chunk)) throw new Error('The service’s answer came as something other than bytes.');
    bytes += chunk.length;
    if (bytes > limits.sourceAnswerBytes) {
      answer.destroy();
      throw new SourceError('failed', `The service’s answer is larger than ${limits.sourceAnswerBytes.toLocaleString('en')} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError('failed', 'The service’s answer is not JSON.');
  }
}

function describe(error: unknown, timedOut: boolean): SourceError {
  if (error instanceof SourceError) return error;
  if (timedOut) return new SourceError('again', 'The service did not answer in time.');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/CERT|ERR_TLS|UNABLE_TO_|SELF_SIGNED|EPROTO|ERR_SSL/.test(code)) {
    return new SourceError('failed', 'The service’s certificate is not trusted, or is not for this host.');
  }
  return new SourceError('again', 'The service cannot be reached.');
}
