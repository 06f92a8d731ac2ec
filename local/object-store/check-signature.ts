import type { IncomingHttpHeaders } from 'node:http';
import type { SignatureV4 } from '@smithy/signature-v4';
import type { HttpRequest } from '@smithy/types';
import { accessDenied, S3Error, signatureDoesNotMatch } from './s3-error.ts';
import { parseAmzDate, sameSignature } from './signing.ts';

/** A call as it is signed. */
export interface SignedCall {
  readonly method: string;
  /** The path as it came, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** Milliseconds the clocks of the two sides may differ. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const skewMs = 15 * 60 * 1000;

/** Seconds a link may work at most: a week. https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html */
const longestLinkSeconds = 604_800;

/** Query parameters that the signer sets by itself when it signs the link again. */
const signatureParameters = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Content-Sha256',
]);

/**
 * Checks who made a call, as S3 does: by the signature in its link, or in its `Authorization` header. The call is signed
 * again by AWS's own signer, and both signatures must agree.
 * @throws {@link S3Error} for a call without a signature, with a wrong one, or one that has expired.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export async function checkSignature(call: SignedCall, signer: SignatureV4, now: Date): Promise<void> {
  if (call.query.has('X-Amz-Signature')) {
    await checkLink(call, signer, now);
  } else {
    await checkHeader(call, signer, now);
  }
}

async function checkLink({ method, path, query, headers }: SignedCall, signer: SignatureV4, now: Date): Promise<void> {
  const seconds = Number(query.get('X-Amz-Expires') ?? '');
  const signedAt = parseAmzDate(query.get('X-Amz-Date') ?? '');
  if (signedAt === undefined || !Number.isInteger(seconds) || seconds < 1 || seconds > longestLinkSeconds) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', 'The query parameters of the signature are not valid.');
  }
  const names = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const request = toRequest(method, path, query, headers, names);
  // The SDKs put this header into the link, and their signer moves it there again.
  request.headers['X-Amz-Content-Sha256'] = query.get('X-Amz-Content-Sha256') ?? '';
  const signed = await signer.presign(request, {
    signingDate: signedAt,
    expiresIn: seconds,
    unhoistableHeaders: new Set(names),
    signableHeaders: new Set(names),
  });
  if (!sameSignature(signed.query?.['X-Amz-Signature']?.toString(), query.get('X-Amz-Signature') ?? '')) {
    throw signatureDoesNotMatch();
  }
  if (now.getTime() > signedAt.getTime() + seconds * 1000) {
    throw accessDenied('Request has expired');
  }
  if (signedAt.getTime() > now.getTime() + skewMs) {
    throw accessDenied('Request is not valid yet');
  }
}

async function checkHeader({ method, path, query, headers }: SignedCall, signer: SignatureV4, now: Date): Promise<void> {
  const names = /SignedHeaders=([^,\s]+)/.exec(headers.authorization ?? '')?.[1]?.split(';');
  const signedAt = parseAmzDate(String(headers['x-amz-date'] ?? ''));
  if (headers.authorization === undefined || names === undefined || signedAt === undefined) {
    throw accessDenied('Access Denied');
  }
  if (Math.abs(now.getTime() - signedAt.getTime()) > skewMs) {
    throw new S3Error(403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.');
  }
  const signed = await signer.sign(toRequest(method, path, query, headers, names), {
    signingDate: signedAt,
    signableHeaders: new Set(names),
  });
  if (!sameSignature(signed.headers.authorization, headers.authorization)) {
    throw signatureDoesNotMatch();
  }
}

function toRequest(
  method: string,
  path: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  names: readonly string[],
): HttpRequest {
  const parameters: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = query.getAll(name);
    if (!signatureParameters.has(name)) {
      parameters[name] = values.length === 1 ? (values[0] ?? '') : values;
    }
  }
  const signed: Record<string, string> = {};
  for (const name of names) {
    signed[name] = String(headers[name] ?? '');
  }
  return { method, path, protocol: 'http:', hostname: '127.0.0.1', query: parameters, headers: signed };
}
