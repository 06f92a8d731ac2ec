import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { PackageAccess } from '../access.ts';
import { keeps, type StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * The actions of each access. A package is written as a stream in parts, so a write can be broken off.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const packageActions: Readonly<Record<PackageAccess, readonly string[]>> = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject', 's3:AbortMultipartUpload'],
  purge: ['s3:DeleteObject'],
};

/**
 * What each access needs of the bucket's key, always through S3; finishing an upload in parts decrypts the parts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const packageKeyActions: Readonly<Record<PackageAccess, readonly string[]>> = {
  read: ['kms:Decrypt'],
  write: ['kms:GenerateDataKey', 'kms:Decrypt'],
  purge: [],
};

/** Where packages are in the bucket: `packages/<request id>.zip`. */
export const packageKeys = 'packages/*';

/** Days a replaced or deleted version can still be got back. Short: deleting a request must mean that its package is gone. */
const oldVersionDays = 1;
/** Days after which S3 throws away the parts of an upload that was never finished: a package is built within minutes. */
const unfinishedUploadDays = 1;

/** Where finished packages are: closed to the public, TLS only, under a key of ours, with every access on record. */
export class PackageBucket extends Construct {
  readonly bucket: Bucket;
  readonly accessLog: Bucket;
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { key, stage }: { readonly key: IKey; readonly stage: StageSettings }) {
    super(scope, id);
    this.#key = key;
    const closed = {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: keeps(stage.keepData) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    } as const;
    this.accessLog = new Bucket(this, 'access-log', {
      ...closed,
      // S3 delivers access logs only into buckets with its own encryption:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: 'forget', expiration: Duration.days(stage.logRetentionDays) }],
    });
    acknowledge(this.accessLog, {
      'AwsSolutions-S1': 'This is the bucket access logs go to; logging it into itself would never end.',
    });
    this.bucket = new Bucket(this, 'bucket', {
      ...closed,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: true,
      // The library's own types disagree under exactOptionalPropertyTypes: `policy?` here, `policy: … | undefined` there.
      serverAccessLogsBucket: this.accessLog as IBucket,
      serverAccessLogsPrefix: 'packages/',
      lifecycleRules: [
        { id: 'drop-unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(unfinishedUploadDays) },
        { id: 'forget-old-versions', noncurrentVersionExpiration: Duration.days(oldVersionDays), expiredObjectDeleteMarker: true },
      ],
    });
  }

  /** Lets a function use packages and their key as far as `access` goes, and tells it the bucket's name. */
  grant(fn: NodeFunction, access: readonly PackageAccess[]): void {
    fn.allow([...new Set(access.flatMap((kind) => packageActions[kind]))], [this.bucket.arnForObjects(packageKeys)]);
    acknowledge(fn.role, {
      [`AwsSolutions-IAM5[Resource::${exportOf(this.bucket.bucketArn, this)}/${packageKeys}]`]:
        'Packages are named after requests, which are not known yet; nothing else has such a name.',
    });
    const keyActions = [...new Set(access.flatMap((kind) => packageKeyActions[kind]))];
    if (keyActions.length > 0) fn.allow(keyActions, [this.#key.keyArn], fn.through('s3'));
    fn.provide('packagesBucket', this.bucket.bucketName);
  }
}

/** The name under which a stack exports a value: cdk-nag names findings after it. */
function exportOf(value: string, scope: Construct): string {
  const stack = Stack.of(scope);
  const imported: unknown = stack.resolve(stack.exportValue(value));
  const name = typeof imported === 'object' && imported !== null && 'Fn::ImportValue' in imported ? imported['Fn::ImportValue'] : undefined;
  if (typeof name !== 'string') throw new Error('The ARN of the packages bucket is not exported under a name.');
  return name;
}
