import { Readable } from 'node:stream';
import { NoSuchKey, NotFound, S3ServiceException } from '@aws-sdk/client-s3';

/** Whether an object is not there. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof NoSuchKey ||
    error instanceof NotFound ||
    (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404)
  );
}

/** Whether an object is there, but not the one that was asked for by its mark. */
export function isChanged(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
}

/**
 * The bytes of an object as they come.
 * @throws Error where the SDK gave anything but a Node stream.
 */
export async function* readableOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (!(body instanceof Readable)) throw new Error('The store gave no readable body.');
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new Error('The store gave something other than bytes.');
    yield chunk;
  }
}

/**
 * Reads an object whole, but never more than a bound.
 * @returns The bytes; `too_large` where it has more, of which no more than the bound was kept.
 */
export async function readWhole(body: unknown, maxBytes: number): Promise<Uint8Array | 'too_large'> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readableOf(body)) {
    size += chunk.byteLength;
    if (size > maxBytes) return 'too_large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
