import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import * as z from 'zod/mini';
import { packageType } from '../../contracts/objects.ts';
import type { PackageCopies } from '../../core/delivery/ports.ts';
import { isMissing, readableOf } from './read-object.ts';

/** Where copies go: any store that speaks S3. */
export interface StorageDestination {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  /** Reads `{"access_key_id": …, "secret_access_key": …}`, as text. */
  readonly readKeys: () => Promise<string>;
}

const keys = z.lazy(() =>
  z.object({ access_key_id: z.string().check(z.minLength(1)), secret_access_key: z.string().check(z.minLength(1)) }),
);

/**
 * Copies packages from their bucket to a storage destination, with a client and keys of its own: the function's role counts
 * nothing there. The bytes stream through; the memory of a few parts does for a package of any size.
 * @param source - The client that reads the packages' bucket.
 * @remarks Keys are read for every copy, so that rotated ones count at once. Google Cloud Storage takes the same calls with HMAC
 * keys: https://cloud.google.com/storage/docs/interoperability
 */
export function createPackageCopies(source: S3Client, packagesBucket: string, destination: StorageDestination): PackageCopies {
  const withClient = async (work: (client: S3Client) => Promise<unknown>): Promise<void> => {
    const client = await openDestination(destination);
    try {
      await work(client);
    } finally {
      client.destroy();
    }
  };
  return {
    copy: (key) =>
      withClient(async (client) => {
        const { Body } = await source.send(new GetObjectCommand({ Bucket: packagesBucket, Key: key }));
        const params = { Bucket: destination.bucket, Key: key, Body: Readable.from(readableOf(Body)), ContentType: packageType };
        await new Upload({ client, params }).done();
      }),
    remove: (key) =>
      withClient(async (client) => {
        try {
          await client.send(new DeleteObjectCommand({ Bucket: destination.bucket, Key: key }));
        } catch (error) {
          // Amazon's S3 answers 204 for a key that is not there; Google's answers 404.
          if (!isMissing(error)) throw error;
        }
      }),
  };
}

async function openDestination({ endpoint, region, readKeys }: StorageDestination): Promise<S3Client> {
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey } = readJson(await readKeys());
  return new S3Client({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    // Stores other than Amazon's refuse checksums they do not know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** The parsers' own messages can quote what they read, which is a secret here. */
function readJson(text: string): z.output<typeof keys> {
  try {
    return keys.parse(JSON.parse(text));
  } catch {
    throw new Error('The secret of the storage destination does not hold access_key_id and secret_access_key.');
  }
}
