import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { limits } from '../../contracts/limits.ts';
import { isChanged, isMissing, readWhole } from './read-object.ts';

/**
 * Reads quarantined objects, each only as the one whose mark is named (`IfMatch`): a form that was sent again meanwhile put
 * another there.
 * @returns A reader that gives nothing where the object is gone, changed or too large.
 */
export function createQuarantineReader(client: S3Client, bucket: string): (key: string, etag: string) => Promise<Uint8Array | undefined> {
  return async (key, etag) => {
    try {
      const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, IfMatch: etag }));
      const bytes = await readWhole(Body, limits.attachmentBytes, ContentLength);
      return bytes === 'too_large' ? undefined : bytes;
    } catch (error) {
      if (isMissing(error) || isChanged(error)) return undefined;
      throw error;
    }
  };
}
