import type { S3Client } from '@aws-sdk/client-s3';
import { createPackageCopies } from '../../adapters/s3/package-copies.ts';
import { createSecretReader } from '../../adapters/secrets-manager/read-secret.ts';
import type { PackageCopies } from '../../core/delivery/ports.ts';

/** What reads the settings of a function that copies packages. */
interface StorageEnvironment {
  value(key: 'packagesBucket'): string;
  flag(path: 'storage.enabled'): boolean;
  text(path: 'storage.endpoint' | 'storage.bucket' | 'storage.region' | 'storage.secret_name'): string;
}

/** The storage destination, where one is switched on. */
export function openStorageDestination(environment: StorageEnvironment, source: S3Client): PackageCopies | undefined {
  if (!environment.flag('storage.enabled')) return undefined;
  const readSecret = createSecretReader();
  const secretName = environment.text('storage.secret_name');
  return createPackageCopies(source, environment.value('packagesBucket'), {
    endpoint: environment.text('storage.endpoint'),
    bucket: environment.text('storage.bucket'),
    region: environment.text('storage.region'),
    readKeys: () => readSecret(secretName),
  });
}
