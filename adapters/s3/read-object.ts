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
 * Reads an object whole, but never more than a bound. It is held once: the room for it is made before it comes.
 * @param announcedBytes - Its size, as the store's answer says.
 * @returns The bytes; `too_large` where it has more than the bound. The rest is not read then, and the connection is given up.
 * @throws Error where it has another size than announced.
 */
export async function readWhole(body: unknown, maxBytes: number, announcedBytes: number | undefined): Promise<Uint8Array | 'too_large'> {
  if (announcedBytes === undefined) throw new Error('The store did not say how large the object is.');
  if (announcedBytes > maxBytes) {
    if (body instanceof Readable) body.destroy();
    return 'too_large';
  }
  const whole = Buffer.allocUnsafe(announcedBytes);
  let size = 0;
  for await (const chunk of readableOf(body)) {
    if (size + chunk.byteLength > announcedBytes) throw new Error('The object is larger than the store said.');
    whole.set(chunk, size);
    size += chunk.byteLength;
  }
  if (size !== announcedBytes) throw new Error('The object ended before it was whole.');
  return whole;
}
