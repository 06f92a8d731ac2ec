import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { chunkText } from '../../core/chunk-text.ts';
import type { SourceRows } from '../../core/sources/ports.ts';
import { readableOf } from './read-object.ts';
import { splitLines } from './split-lines.ts';

/**
 * Keeps rows in a bucket, one object a collection.
 * @param bucket - The bucket's name.
 * @remarks `Upload` sends parts of 5 MiB, and removes the parts of a stream that breaks.
 */
export function createSourceRows(client: S3Client, bucket: string): SourceRows {
  return {
    async write(key, lines) {
      const content = Readable.from(chunkText(lines), { objectMode: false });
      const upload = new Upload({ client, params: { Bucket: bucket, Key: key, Body: content, ContentType: 'application/x-ndjson' } });
      await upload.done();
    },
    async *read(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      yield* splitLines(readableOf(Body));
    },
    async removeAll(prefix) {
      let next: string | undefined;
      do {
        const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next }));
        for (const { Key } of listed.Contents ?? []) {
          if (Key !== undefined) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
        }
        next = listed.IsTruncated === true ? listed.NextContinuationToken : undefined;
      } while (next !== undefined);
    },
  };
}
