import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { openBucketStore } from '../../local/object-store/open-bucket-store.ts';
import { serveObjectStore } from '../../local/object-store/serve-object-store.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { makeCredentials, region, resources } from '../../local/settings/make-environment.ts';

/** An object store of one test file's own. */
export interface TestObjectStore {
  readonly url: string;
  readonly client: S3Client;
  /** The one for packages; those for attachments and for quarantine are there too. */
  readonly bucket: string;
  readonly credentials: ReturnType<typeof makeCredentials>;
  /** Moves the store's clock, by which links expire. */
  advance(seconds: number): void;
  close(): Promise<void>;
}

/** Opens the local run's object store in a folder of its own. */
export async function openObjectStore(): Promise<TestObjectStore> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-test-objects-'));
  const credentials = makeCredentials();
  const bucket = resources.packagesBucket;
  const store = await openBucketStore(folder, [resources.packagesBucket, resources.attachmentsBucket, resources.quarantineBucket]);
  let ahead = 0;
  const server = serveObjectStore(store, credentials, () => new Date(Date.now() + ahead));
  const url = await listenOnLoopback(server);
  const client = new S3Client({
    endpoint: url,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    url,
    client,
    bucket,
    credentials,
    advance: (seconds) => {
      ahead += seconds * 1_000;
    },
    close: async () => {
      client.destroy();
      await closeServer(server, 0);
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
