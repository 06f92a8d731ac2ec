import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../settings/make-environment.ts';
import { region } from '../settings/make-environment.ts';

/** SHA-256 in the shape the SDK's signer wants: a hash, or an HMAC where a secret is given. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', toBytes(secret));
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(toBytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }

  reset(): void {}
}

function toBytes(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === 'string') {
    return Buffer.from(data, 'utf8');
  }
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
}

/**
 * AWS's own signer, set up as S3 wants it: paths are signed as they are, bodies by the hash in their header.
 * @param service - As AWS names it in signatures.
 */
export function makeSigner(credentials: Credentials, service = 's3'): SignatureV4 {
  return new SignatureV4({ service, region, credentials, sha256: Sha256, uriEscapePath: false, applyChecksum: false });
}

/** Compares two signatures without telling by its time where they differ. */
export function sameSignature(ours: string | undefined, theirs: string): boolean {
  const a = Buffer.from(ours ?? '');
  const b = Buffer.from(theirs);
  return ours !== undefined && a.length === b.length && timingSafeEqual(a, b);
}

/** Reads `20261121T101500Z`; undefined for anything else. */
export function parseAmzDate(text: string): Date | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  return parts === null ? undefined : new Date(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`);
}
