import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requestsByStatus, tableKeys } from '../../contracts/tables.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { type Database, startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { region, resources } from '../../local/settings/make-environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'dossier-dynamodb-'));
const ended = vi.fn();
let database: Database;
let client: DynamoDBClient;

async function open(): Promise<void> {
  database = await startDynamoDb(folder, ended);
  client = new DynamoDBClient({ endpoint: database.url, region, credentials: { accessKeyId: 'LOCAL', secretAccessKey: 'x' } });
}

beforeAll(open);

afterAll(async () => {
  client.destroy();
  await database.stop();
});

describe('the local database', () => {
  it('has the tables of the contract, with their index and their time to live, also when it is asked twice', async () => {
    await createTables(client);
    await createTables(client);
    for (const TableName of [resources.configsTable, resources.requestsTable]) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName }));
      expect(Table?.KeySchema).toEqual([
        { AttributeName: tableKeys.partition, KeyType: 'HASH' },
        { AttributeName: tableKeys.sort, KeyType: 'RANGE' },
      ]);
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      expect(TimeToLiveDescription).toEqual({ AttributeName: tableKeys.ttl, TimeToLiveStatus: 'ENABLED' });
    }
    const { Table } = await client.send(new DescribeTableCommand({ TableName: resources.requestsTable }));
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([
      { IndexName: requestsByStatus.name, Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: requestsByStatus.projected } },
    ]);
    const listed = await client.send(
      new QueryCommand({
        TableName: resources.requestsTable,
        IndexName: requestsByStatus.name,
        KeyConditionExpression: '#queue = :queue',
        ExpressionAttributeNames: { '#queue': requestsByStatus.partition },
        ExpressionAttributeValues: { ':queue': { S: 'pending' } },
      }),
    );
    expect(listed.Count).toBe(0);
  });

  it.runIf(process.platform === 'linux')('listens on loopback only', () => {
    const port = Number(new URL(database.url).port).toString(16).toUpperCase().padStart(4, '0');
    const listening = ['/proc/net/tcp', '/proc/net/tcp6']
      .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${port}`))
      .map(([, local]) => local?.split(':')[0]);
    expect(listening.length).toBeGreaterThan(0);
    // 127.0.0.1, and the same written as an IPv6 address.
    expect(['0100007F', '0000000000000000FFFF00000100007F']).toEqual(expect.arrayContaining(listening));
  });

  it('keeps what it has when it is started again', async () => {
    await createTables(client);
    const key = { pk: { S: 'p' }, sk: { S: 's' } };
    await client.send(new PutItemCommand({ TableName: resources.configsTable, Item: { ...key, value: { S: 'kept' } } }));
    client.destroy();
    await database.stop();
    expect(ended).not.toHaveBeenCalled();
    await open();
    const { Item } = await client.send(new GetItemCommand({ TableName: resources.configsTable, Key: key, ConsistentRead: true }));
    expect(Item?.value).toEqual({ S: 'kept' });
  });
});

describe('LoopbackDynamoDb.class', () => {
  it('runs on Java 17, the oldest that the message asks for', () => {
    const bytes = readFileSync(new URL('../../local/dynamodb/LoopbackDynamoDb.class', import.meta.url));
    // Java 17 is class file version 61 (JVMS 17, section 4.1).
    expect(bytes.readUInt16BE(6)).toBe(61);
  });

  it('is the compiled LoopbackDynamoDb.java', () => {
    const folderOfBoth = new URL('../../local/dynamodb/', import.meta.url);
    const compiled = readFileSync(new URL('LoopbackDynamoDb.class', folderOfBoth), 'latin1');
    const source = readFileSync(new URL('LoopbackDynamoDb.java', folderOfBoth), 'utf8');
    const code = source.slice(source.indexOf('public final class'));
    const texts = [...code.matchAll(/"([^"]+)"/g)].map((match) => match[1] ?? '');
    const methods = [...code.matchAll(/\.(\w+)\(/g)].map((match) => match[1] ?? '');
    for (const word of [...texts, ...methods]) {
      expect(compiled, word).toContain(word);
    }
  });
});
