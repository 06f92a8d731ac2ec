import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildPages } from '../web/build/build-pages.ts';
import { distFolder } from '../web/build/folders.ts';
import { readFreshManifest } from '../web/build/manifest.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Seconds in a year: a file whose name holds its hash never changes. */
const forGood = 'public, max-age=31536000, immutable';

/**
 * Builds the pages and puts them into their bucket: first the files with a hash in their names, then the pages that name them, then what
 * no page names any more is removed. So whoever loads a page meanwhile finds all of its files.
 * @returns how many files there are now
 */
export async function uploadPages(bucket: string): Promise<number> {
  if (readFreshManifest() === undefined) await buildPages();
  const manifest = readFreshManifest();
  if (manifest === undefined) throw new Error('The pages changed while they were built.');
  const client = new S3Client({});
  const pagesLast = [...manifest.files].sort((a, b) => Number(a.endsWith('.html')) - Number(b.endsWith('.html')));
  for (const file of pagesLast) {
    await client.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: file,
        Body: await readFile(join(distFolder, file)),
        ContentType: types[extname(file)] ?? 'application/octet-stream',
        CacheControl: file.endsWith('.html') ? 'no-cache' : forGood,
      }),
    );
  }
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  const old = Contents.flatMap(({ Key }) => (Key === undefined || manifest.files.includes(Key) ? [] : [{ Key }]));
  if (old.length > 0) await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: old } }));
  return pagesLast.length;
}
