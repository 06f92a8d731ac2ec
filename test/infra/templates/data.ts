import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { tableKeys, tables } from '../../../contracts/tables.ts';
import { stages } from '../../../lib/stages.ts';
import type { Resource } from '../synthesise.ts';
import { dev, prod } from './stages.ts';

const ofType = (all: readonly Resource[], type: string) => all.filter((resource) => resource.type === type);
const data = prod.resources.filter(({ stack }) => stack === 'dossier-prod-data');

const tableSchema = z.object({
  KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z._default(
    z.array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
        Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()) }),
      }),
    ),
    [],
  ),
});

const keySchema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
];

describe('the tables', () => {
  it.each(Object.entries(tables))('%s has the keys and indexes of the contract', (name, { indexes }) => {
    const [table, ...others] = ofType(data, 'AWS::DynamoDB::Table').filter(({ id }) => id.startsWith(name));
    expect(others).toEqual([]);
    const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes } = tableSchema.parse(table?.properties);
    expect(KeySchema).toEqual(keySchema(tableKeys.partition, tableKeys.sort));
    expect(GlobalSecondaryIndexes).toEqual(
      indexes.map((index) => ({
        IndexName: index.name,
        KeySchema: keySchema(index.partition, index.sort),
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projected] },
      })),
    );
    const keys = [tableKeys.partition, tableKeys.sort, ...indexes.flatMap(({ partition, sort }) => [partition, sort])];
    expect(AttributeDefinitions).toEqual(keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })));
  });

  it('are paid by the call, recoverable, protected, under our key, and forget what has expired', () => {
    const all = ofType(data, 'AWS::DynamoDB::Table');
    expect(all).toHaveLength(Object.keys(tables).length);
    for (const { properties } of all) {
      expect(properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: expect.anything() },
        TimeToLiveSpecification: { AttributeName: tableKeys.ttl, Enabled: true },
      });
    }
  });
});

describe('the buckets', () => {
  const buckets = ofType(data, 'AWS::S3::Bucket');
  const bucketOf = (name: string) => buckets.find(({ id }) => id.startsWith(`${name}bucket`));
  const log = buckets.find(({ id }) => id.startsWith('accesslog'));

  it('are closed to the public and have one owner', () => {
    expect(buckets).toHaveLength(4);
    for (const { properties } of buckets) {
      expect(properties).toMatchObject({
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      });
    }
  });

  it('refuse every call without TLS', () => {
    const policies = ofType(data, 'AWS::S3::BucketPolicy');
    expect(policies).toHaveLength(buckets.length);
    for (const { properties } of policies) {
      expect(JSON.stringify(properties)).toMatch(/"Condition":\{"Bool":\{"aws:SecureTransport":"false"\}\},"Effect":"Deny"/);
    }
  });

  it.each(['packages', 'attachments', 'quarantine'])('for %s is under our key, and every access is on record', (name) => {
    const encryption = {
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: expect.anything() },
    };
    expect(bucketOf(name)?.properties).toMatchObject({
      BucketEncryption: { ServerSideEncryptionConfiguration: [encryption] },
      LoggingConfiguration: { DestinationBucketName: { Ref: log?.id }, LogFilePrefix: `${name}/` },
    });
  });

  it.each(['packages', 'attachments'])('for %s forgets unfinished uploads and old versions after a day', (name) => {
    expect(bucketOf(name)?.properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: [
          { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
          { NoncurrentVersionExpiration: { NoncurrentDays: 1 }, ExpiredObjectDeleteMarker: true, Status: 'Enabled' },
        ],
      },
    });
  });

  it('for packages lets our pages alone read, to show a package; for attachments no page at all', () => {
    expect(bucketOf('packages')?.properties).toMatchObject({
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['GET'], AllowedOrigins: [...stages.prod.pageOrigins] }] },
    });
    expect(bucketOf('attachments')?.properties).not.toHaveProperty('CorsConfiguration');
  });

  it('for quarantine forgets everything after a day, keeps no versions, and takes forms from our pages alone', () => {
    const { properties } = bucketOf('quarantine') ?? {};
    expect(properties).toMatchObject({
      LifecycleConfiguration: {
        Rules: [{ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }, { ExpirationInDays: 1, Status: 'Enabled' }],
      },
      CorsConfiguration: { CorsRules: [{ AllowedMethods: ['POST'], AllowedOrigins: [...stages.prod.pageOrigins] }] },
    });
    expect(properties).not.toHaveProperty('VersioningConfiguration');
  });
});

describe('everything that holds data', () => {
  const stateful = /^AWS::(DynamoDB::Table|S3::Bucket|KMS::Key|Cognito::UserPool|Logs::LogGroup)$/;

  it('is kept when its stack goes', () => {
    const kept = prod.resources.filter(({ type }) => stateful.test(type));
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.filter(({ deletionPolicy }) => deletionPolicy !== 'Retain').map(({ id }) => id)).toEqual([]);
  });

  it('goes with its stack in the stage that says why', () => {
    expect(stages.dev.keepData).toEqual({ because: expect.any(String) });
    for (const { deletionPolicy } of dev.resources.filter(({ type }) => stateful.test(type))) expect(deletionPolicy).toBe('Delete');
  });

  it('is under keys that rotate', () => {
    const keys = ofType(prod.resources, 'AWS::KMS::Key');
    expect(keys).toHaveLength(2);
    for (const { properties } of keys) expect(properties).toMatchObject({ EnableKeyRotation: true });
  });
});
