import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import type { Quarantine } from '../../core/attachments/ports.ts';
import { createQuarantineBin } from './quarantine-bin.ts';
import { isMissing, readWhole } from './read-object.ts';

/**
 * The bucket where direct uploads arrive, unchecked.
 * @param bucket - The bucket's name.
 */
export function createQuarantine(client: S3Client, bucket: string): Quarantine {
  return {
    ...createQuarantineBin(client, bucket),
    async form(key, sizeBytes, seconds) {
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        // The key is fixed by `Key`, the time by `Expires`; the size is exactly the announced one.
        Conditions: [['content-length-range', sizeBytes, sizeBytes]],
        Expires: seconds,
      });
      return { url, fields };
    },
    async read(key, maxBytes) {
      try {
        const { Body, ETag, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        if (ETag === undefined) throw new Error('The store gave no mark for the object.');
        const bytes = await readWhole(Body, maxBytes, ContentLength);
        return bytes === 'too_large' ? bytes : { bytes, etag: ETag };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
