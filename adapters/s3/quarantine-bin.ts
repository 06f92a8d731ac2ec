import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { QuarantineBin } from '../../core/attachments/ports.ts';

/**
 * Throws quarantined objects away; for functions that do no more than that, and so need not load what makes forms.
 * @param bucket - The quarantine bucket's name.
 */
export function createQuarantineBin(client: S3Client, bucket: string): QuarantineBin {
  return {
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
