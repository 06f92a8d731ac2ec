import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { keeps, type StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/** What every bucket of ours is: closed to the public, TLS only, with one owner, kept as its stage says. */
export const closedBucket = (stage: StageSettings) =>
  ({
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: keeps(stage.keepData) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  }) as const;

/** Who took what out of our buckets, for as long as logs are kept. */
export class AccessLogBucket extends Bucket {
  constructor(scope: Construct, id: string, stage: StageSettings) {
    super(scope, id, {
      ...closedBucket(stage),
      // S3 delivers access logs only into buckets with its own encryption:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: 'forget', expiration: Duration.days(stage.logRetentionDays) }],
    });
    acknowledge(this, {
      'AwsSolutions-S1': 'This is the bucket access logs go to; logging it into itself would never end.',
      CKV_AWS_18: 'This is the bucket access logs go to; logging it into itself would never end.',
      'NIST.800.53.R5-S3DefaultEncryptionKMS': 'S3 delivers access logs only into buckets under its own encryption.',
      'NIST.800.53.R5-S3BucketVersioningEnabled': 'S3 writes each log file once, under a name of its own, and nobody may write here.',
      CKV_AWS_21: 'S3 writes each log file once, under a name of its own, and nobody may write here.',
      'NIST.800.53.R5-S3BucketReplicationEnabled': 'S3 keeps every file in three zones, and a lost access log stops nothing.',
    });
  }
}
