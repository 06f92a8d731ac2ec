import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BuildAppOptions, buildApp } from 'fauxqs';
import * as z from 'zod/mini';

type Stores = NonNullable<BuildAppOptions['stores']>;
type S3Store = Stores['s3Store'];

/** Buckets and objects on disk. */
export interface BucketStore {
  /** Answers a call of S3's API; whether it may be made was decided before. */
  route(request: IncomingMessage, response: ServerResponse): void;
  /** Stores an object and gives back its ETag. */
  put(bucket: string, key: string, body: Buffer, contentType: string, metadata: Record<string, string>): string;
  /** Whether there is a bucket of this name. */
  has(bucket: string): boolean;
  close(): Promise<void>;
}

/** What of fauxqs is needed beyond its entry point. */
interface Persistence {
  load(sqs: Stores['sqsStore'], sns: Stores['snsStore'], s3: S3Store): void;
  close(): void;
}

/** A module with one class that can be made. */
function classIn<T>(name: string) {
  return z.object({ [name]: z.custom<new (...inputs: readonly string[]) => T>((value) => typeof value === 'function') });
}

/**
 * Opens the store of fauxqs over a SQLite file, which a killed process leaves whole.
 *
 * Its own `startFauxqs` listens on every interface and answers anybody, so its parts are put together here without a
 * server of their own: our server decides who may call, and hands the call on.
 *
 * @param folder - Where the file is; it exists.
 */
export async function openBucketStore(folder: string, buckets: readonly string[]): Promise<BucketStore> {
  const [s3Store, sqsStore, snsStore, persistence] = await Promise.all([
    make<S3Store>('s3/s3Store.js', 'S3Store'),
    make<Stores['sqsStore']>('sqs/sqsStore.js', 'SqsStore'),
    make<Stores['snsStore']>('sns/snsStore.js', 'SnsStore'),
    make<Persistence>('persistence.js', 'PersistenceManager', folder),
  ]);
  persistence.load(sqsStore, snsStore, s3Store);
  Object.assign(s3Store, { persistence });
  for (const bucket of buckets) {
    if (!s3Store.hasBucket(bucket)) {
      s3Store.createBucket(bucket);
    }
  }
  const app = buildApp({ logger: false, stores: { s3Store, sqsStore, snsStore } });
  await app.ready();
  return {
    route: (request, response) => app.routing(request, response),
    put: (bucket, key, body, contentType, metadata) => s3Store.putObject(bucket, key, body, contentType, metadata).etag,
    has: (bucket) => s3Store.hasBucket(bucket),
    close: async () => {
      await app.close();
      persistence.close();
    },
  };
}

/** Makes an instance of a class of fauxqs that its entry point does not hand out. */
async function make<T>(file: string, name: string, ...inputs: readonly string[]): Promise<T> {
  const module: unknown = await import(new URL(file, import.meta.resolve('fauxqs')).href);
  const found = classIn<T>(name).parse(module)[name];
  if (found === undefined) {
    throw new Error(`fauxqs has no ${name} any more.`);
  }
  return new found(...inputs);
}
