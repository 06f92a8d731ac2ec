import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openDynamoDb } from '../../adapters/connectors/dynamodb/dynamodb-connector.ts';
import { collectVisits } from './collect-visits.ts';

const region = 'eu-central-1';
/** Keys of an account of its own: DynamoDB Local keeps the tables of each apart. */
const keys = { accessKeyId: 'SHOPACCOUNT', secretAccessKey: 'test' };
const suffix = randomUUID();
const tables = { profile: `profile.${suffix}`, visit: `visit-${suffix}` };
const secrets = { region_name: region, aws_access_key_id: keys.accessKeyId, aws_secret_access_key: keys.secretAccessKey };

const dataset = {
  fides_key: 'club',
  collections: [
    {
      name: tables.profile,
      fields: [
        { name: 'member', primary_key: true, identity: 'external_id' },
        { name: 'email', identity: 'email' },
        { name: 'tags' },
        { name: 'photo' },
      ],
      indexes: [{ name: 'by-email', field: 'email' }],
    },
    {
      name: tables.visit,
      fields: [
        { name: 'member', primary_key: true, references: [{ dataset: 'club', field: `${tables.profile}.member` }] },
        { name: 'at', primary_key: true },
        { name: 'big' },
      ],
    },
  ],
};

beforeAll(async () => {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', inject('dynamodbUrl'));
  const plain = new DynamoDBClient({ region, credentials: keys });
  const create = (
    TableName: string,
    KeySchema: readonly (readonly [string, 'HASH' | 'RANGE'])[],
    types: Record<string, 'N' | 'S'>,
    index?: string,
  ) =>
    plain.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: KeySchema.map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
        AttributeDefinitions: Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
        ...(index === undefined
          ? {}
          : {
              GlobalSecondaryIndexes: [
                { IndexName: `by-${index}`, KeySchema: [{ AttributeName: index, KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
              ],
            }),
      }),
    );
  await create(tables.profile, [['member', 'HASH']], { member: 'N', email: 'S' }, 'email');
  await create(
    tables.visit,
    [
      ['member', 'HASH'],
      ['at', 'RANGE'],
    ],
    { member: 'N', at: 'S' },
  );
  const client = DynamoDBDocumentClient.from(plain);
  const put = (TableName: string, Item: object) => client.send(new PutCommand({ TableName, Item: { ...Item } }));
  await put(tables.profile, { member: 7, email: 'jane@example.com', tags: new Set(['a', 'b']), photo: Buffer.from('png'), secret: 'x' });
  await put(tables.profile, { member: 8, email: 'john@example.com' });
  for (const at of ['2026-01-01', '2026-01-02']) await put(tables.visit, { member: 7, at, big: 12345678901234567n });
  await put(tables.visit, { member: 8, at: '2026-01-03' });
  plain.destroy();
});
afterAll(() => void vi.unstubAllEnvs());

describe('tables of DynamoDB', () => {
  it('are asked by index and by key, and give JSON', async () => {
    const seen = await collectVisits(openDynamoDb(secrets), dataset, { email: 'jane@example.com' });
    expect(Object.fromEntries(seen)).toEqual({
      [`club:${tables.profile}`]: {
        rows: [{ member: 7, email: 'jane@example.com', tags: ['a', 'b'], photo: Buffer.from('png').toString('base64') }],
        reached: ['email < identity.email'],
      },
      [`club:${tables.visit}`]: {
        rows: [
          { member: 7, at: '2026-01-01', big: '12345678901234567' },
          { member: 7, at: '2026-01-02', big: '12345678901234567' },
        ],
        reached: [`member < club:${tables.profile}.member`, `member < club:${tables.profile}.member`],
      },
    });
  });

  it('find a number by an identity, which is always text, and nothing by one that is no number', async () => {
    const rowsOf = async (external_id: string) =>
      (await collectVisits(openDynamoDb(secrets), dataset, { external_id })).get(`club:${tables.profile}`)?.rows;
    expect(await rowsOf('8')).toMatchObject([{ email: 'john@example.com' }]);
    expect(await rowsOf('8 OR 1=1')).toEqual([]);
  });

  it('say what is missing', async () => {
    const of = (name: string, field: string) => ({ fides_key: 'd', collections: [{ name, fields: [{ name: field, identity: 'email' }] }] });
    await expect(collectVisits(openDynamoDb(secrets), of('nowhere', 'email'), { email: 'a@b.de' })).rejects.toMatchObject({
      kind: 'failed',
      message: "There is no table 'nowhere' in the region of the connection.",
    });
    await expect(collectVisits(openDynamoDb(secrets), of(tables.profile, 'tags'), { email: 'a@b.de' })).rejects.toMatchObject({
      kind: 'failed',
      message: expect.stringContaining("cannot be asked by 'tags'"),
    });
    expect(() => openDynamoDb({ region_name: region })).toThrow('aws_access_key_id, aws_secret_access_key');
  });

  it('answer a test', async () => {
    await expect(openDynamoDb(secrets).test(AbortSignal.timeout(5_000))).resolves.toBeUndefined();
  });
});
