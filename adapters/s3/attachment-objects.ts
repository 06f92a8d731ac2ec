import { createHash } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { AttachmentObjects } from '../../core/attachments/ports.ts';
import { isMissing, readableOf } from './read-object.ts';

/**
 * Keeps checked attachments in their bucket.
 * @param bucket - The bucket's name.
 */
export function createAttachmentObjects(client: S3Client, bucket: string): AttachmentObjects {
  return {
    async put(key, bytes, contentType, sha256) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        // S3 refuses the object where the bytes that arrive are not those that were scanned.
        ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      });
      // The signature needs the same digest; handed over, the SDK need not read the bytes again for it.
      command.middlewareStack.add(
        (next) => (args) => {
          const { request } = args;
          if (typeof request === 'object' && request !== null && 'headers' in request)
            Object.assign(request.headers ?? {}, { 'x-amz-content-sha256': sha256 });
          return next(args);
        },
        { step: 'build', name: 'knownPayloadHash' },
      );
      const { ETag } = await client.send(command);
      if (ETag === undefined) throw new Error('The store gave no mark for the object.');
      return ETag;
    },
    async head(key) {
      try {
        // Not the ETag: under a KMS key it is new with every writing, also of the same bytes.
        const command = new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' });
        const { ChecksumSHA256, ContentLength = -1 } = await client.send(command);
        const sha256 = ChecksumSHA256 === undefined ? undefined : Buffer.from(ChecksumSHA256, 'base64').toString('hex');
        return { sha256, sizeBytes: ContentLength };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async digest(key) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        const hash = createHash('sha256');
        for await (const chunk of readableOf(Body)) hash.update(chunk);
        return hash.digest('hex');
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    async link(key, disposition, contentType, seconds) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ResponseContentDisposition: disposition,
        ResponseContentType: contentType,
        ResponseCacheControl: 'no-store',
      });
      return getSignedUrl(client, command, { expiresIn: seconds });
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
