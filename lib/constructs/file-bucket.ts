import { Duration, Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption, type CorsRule, HttpMethods, type IBucket, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { EnvironmentKey } from '../../contracts/environment.ts';
import type { BucketAccess } from '../access.ts';
import type { StageSettings } from '../stages.ts';
import { type AccessLogBucket, closedBucket } from './access-log-bucket.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/** What one kind of access is made of: actions on files, on the bucket itself, and on its key. */
interface AccessShape {
  readonly files: readonly string[];
  readonly bucket?: readonly string[];
  readonly key?: readonly string[];
}

/**
 * The actions of each access. Without `s3:ListBucket` a missing file is answered with 403, which nobody can tell from a fault. A
 * stream is written in parts: it can be broken off, and finishing it decrypts the parts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
 */
export const bucketAccess: Readonly<Record<BucketAccess, AccessShape>> = {
  link: { files: ['s3:GetObject'], key: ['kms:Decrypt'] },
  read: { files: ['s3:GetObject'], bucket: ['s3:ListBucket'], key: ['kms:Decrypt'] },
  write: { files: ['s3:PutObject', 's3:AbortMultipartUpload'], key: ['kms:GenerateDataKey', 'kms:Decrypt'] },
  purge: { files: ['s3:DeleteObject'] },
  list: { files: [], bucket: ['s3:ListBucket'] },
};

/** Days a replaced or deleted version can still be got back. Short: deleting a request must mean that its files are gone. */
const oldVersionDays = 1;
/** Days after which S3 throws away the parts of an upload that was never finished: every upload of ours takes minutes. */
const unfinishedUploadDays = 1;

/** Seconds a browser may remember what it was allowed. Chrome remembers two hours at most. @see https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Access-Control-Max-Age */
const preflightSeconds = 3_600;

/** What a bucket of files is made of. */
export interface FileBucketProps {
  readonly key: IKey;
  readonly stage: StageSettings;
  readonly accessLog: AccessLogBucket;
  /** The environment variable that names the bucket to functions. */
  readonly environment: EnvironmentKey;
  /**
   * A bucket files only pass through: how long they may stay, and from which pages they are sent.
   * @defaultValue files stay until they are deleted, and a deleted one can be got back for a day
   */
  readonly passing?: { readonly days: number; readonly postedFrom: readonly string[] };
  /**
   * Pages that read files by links of ours, rather than have the browser store them.
   * @defaultValue none
   */
  readonly readFrom?: readonly string[];
}

/** A bucket of people's files: closed, under a key of ours, with every access on record. Files lie under `<id>/`. */
export class FileBucket extends Construct {
  readonly bucket: Bucket;
  readonly #props: FileBucketProps;

  constructor(scope: Construct, id: string, props: FileBucketProps) {
    super(scope, id);
    this.#props = props;
    const { key, stage, accessLog, passing, readFrom } = props;
    this.bucket = new Bucket(this, 'bucket', {
      ...closedBucket(stage),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      versioned: passing === undefined,
      // The library's own types disagree under exactOptionalPropertyTypes: `policy?` here, `policy: … | undefined` there.
      serverAccessLogsBucket: accessLog as IBucket,
      serverAccessLogsPrefix: `${id}/`,
      lifecycleRules: [
        { id: 'drop-unfinished-uploads', abortIncompleteMultipartUploadAfter: Duration.days(unfinishedUploadDays) },
        forgetting(passing),
      ],
      cors: [...pagesThat(HttpMethods.POST, passing?.postedFrom), ...pagesThat(HttpMethods.GET, readFrom)],
    });
    acknowledge(this.bucket, {
      'NIST.800.53.R5-S3BucketReplicationEnabled':
        'S3 keeps every file in three zones; a copy elsewhere would outlive the deletion of a request.',
      ...(passing === undefined
        ? {}
        : {
            'NIST.800.53.R5-S3BucketVersioningEnabled':
              'Files pass through here unchecked for minutes; an old version would only be kept longer.',
            CKV_AWS_21: 'Files pass through here unchecked for minutes; an old version would only be kept longer.',
          }),
    });
  }

  /**
   * Lets a function use the bucket's files and their key as far as `access` goes, and tells it the bucket's name.
   * @param prefix - What the names of the files begin with.
   * @defaultValue the name of the bucket
   */
  grant(fn: NodeFunction, access: readonly BucketAccess[], prefix = `${this.node.id}/`): void {
    const collect = (part: keyof AccessShape) => [...new Set(access.flatMap((kind) => bucketAccess[kind][part] ?? []))];
    const files = `${prefix}*`;
    fn.allow(collect('files'), [this.bucket.arnForObjects(files)]);
    acknowledge(fn.role, {
      [`AwsSolutions-IAM5[Resource::${exportOf(this.bucket.bucketArn, this)}/${files}]`]:
        'Files are named after requests and uploads, which are not known yet; nothing else has such a name.',
    });
    if (collect('bucket').length > 0) fn.allow(collect('bucket'), [this.bucket.bucketArn]);
    if (collect('key').length > 0) fn.allow(collect('key'), [this.#props.key.keyArn], fn.through('s3'));
    fn.provide(this.#props.environment, this.bucket.bucketName);
  }
}

/** What the pages of an origin may do with files. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
function pagesThat(method: HttpMethods, origins: readonly string[] = []): CorsRule[] {
  return origins.length === 0
    ? []
    : [{ allowedMethods: [method], allowedOrigins: [...origins], allowedHeaders: ['*'], maxAge: preflightSeconds }];
}

function forgetting(passing: FileBucketProps['passing']): LifecycleRule {
  return passing === undefined
    ? { id: 'forget-old-versions', noncurrentVersionExpiration: Duration.days(oldVersionDays), expiredObjectDeleteMarker: true }
    : { id: 'forget', expiration: Duration.days(passing.days) };
}

/** The name under which a stack exports a value: cdk-nag names findings after it. */
function exportOf(value: string, scope: Construct): string {
  const stack = Stack.of(scope);
  const imported: unknown = stack.resolve(stack.exportValue(value));
  const name = typeof imported === 'object' && imported !== null && 'Fn::ImportValue' in imported ? imported['Fn::ImportValue'] : undefined;
  if (typeof name !== 'string') throw new Error('The ARN of a bucket is not exported under a name.');
  return name;
}
