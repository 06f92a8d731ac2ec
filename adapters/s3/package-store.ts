import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { packageType } from '../../contracts/objects.ts';
import type { PackageStore } from '../../core/packages/ports.ts';
import { isMissing } from './read-object.ts';

/**
 * Keeps packages in a bucket.
 * @param bucket - The bucket's name.
 * @remarks `Upload` sends parts of 5 MiB, so that a package of any size needs the memory of a few parts, and removes the parts of
 * a stream that breaks.
 */
export function createPackageStore(client: S3Client, bucket: string): PackageStore {
  return {
    async write(key, content) {
      const upload = new Upload({ client, params: { Bucket: bucket, Key: key, Body: content, ContentType: packageType } });
      await upload.done();
    },
    async link(key, fileName, seconds) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentType: packageType,
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
        ResponseCacheControl: 'no-store',
      });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },
    async has(key) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
