import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ConnectionSecrets } from '../../../contracts/schemas/connections.ts';
import type { PackageRow } from '../../../core/packages/package-source.ts';
import type { Connector, SourceKey, SourceQuery } from '../../../core/sources/connector.ts';
import { readSecrets } from '../read-secrets.ts';
import { safeNumber } from '../safe-number.ts';
import { describeFailure, isDenied, isOtherKind } from './describe-failure.ts';
import { toPackageValue } from './to-package-value.ts';

/** Secrets of a `dynamodb` connection, under the names that Fides has for them. The functions' own rights open no table of anybody else's. */
const dynamoDbSecrets = z.lazy(() =>
  z.object({
    region_name: z.string().check(z.regex(/^[a-z0-9-]+$/)),
    aws_access_key_id: z.string().check(z.minLength(1)),
    aws_secret_access_key: z.string().check(z.minLength(1)),
    aws_session_token: z.optional(z.string()),
  }),
);

/** Tries of one call; the SDK pauses between them. */
const tries = 3;

/**
 * Reads tables of DynamoDB. A table is only ever asked by its key, or by the index that its collection names for a field.
 * @throws SourceError where secrets are missing.
 */
export function openDynamoDb(secrets: ConnectionSecrets): Connector {
  const { region_name, aws_access_key_id, aws_secret_access_key, aws_session_token } = readSecrets(dynamoDbSecrets, secrets);
  const plain = new DynamoDBClient({
    region: region_name,
    maxAttempts: tries,
    credentials: {
      accessKeyId: aws_access_key_id,
      secretAccessKey: aws_secret_access_key,
      ...(aws_session_token === undefined ? {} : { sessionToken: aws_session_token }),
    },
  });
  const client = DynamoDBDocumentClient.from(plain, { unmarshallOptions: { wrapNumbers: safeNumber } });

  async function* ask(query: SourceQuery, value: SourceKey): AsyncGenerator<PackageRow> {
    const { collection, fields, where, limit, signal } = query;
    const index = collection.indexes.find((candidate) => candidate.field === where.field);
    const names = Object.fromEntries(fields.map((field, place) => [`#f${place}`, field]));
    let start: QueryCommandInput['ExclusiveStartKey'];
    let left = limit;
    do {
      const input: QueryCommandInput = {
        TableName: collection.name,
        ...(index === undefined ? {} : { IndexName: index.name }),
        KeyConditionExpression: '#key = :key',
        ProjectionExpression: Object.keys(names).join(', '),
        ExpressionAttributeNames: { ...names, '#key': where.field },
        ExpressionAttributeValues: { ':key': value },
        Limit: left,
        ExclusiveStartKey: start,
      };
      const answer = await client.send(new QueryCommand(input), { abortSignal: signal });
      for (const item of answer.Items ?? []) {
        yield Object.fromEntries(fields.map((field) => [field, toPackageValue(item[field])]));
        left -= 1;
      }
      start = answer.LastEvaluatedKey;
    } while (start !== undefined && left > 0);
  }

  return {
    async *query(query) {
      const asked = { collection: query.collection.name, field: query.where.field };
      for (const value of query.where.values) {
        try {
          try {
            yield* ask(query, value);
          } catch (error) {
            // An identity is always text; the key of a table may be a number.
            const other = typeof value === 'string' ? safeNumber(value) : String(value);
            if (!isOtherKind(error)) throw error;
            if (typeof other !== typeof value) yield* ask(query, other);
          }
        } catch (error) {
          throw describeFailure(error, query.signal.aborted, asked);
        }
      }
    },
    async test(signal) {
      try {
        await client.send(new ListTablesCommand({ Limit: 1 }), { abortSignal: signal });
      } catch (error) {
        // Who may not list tables is known all the same, and may read the ones of the datasets.
        if (!isDenied(error)) throw describeFailure(error, signal.aborted);
      }
    },
    async close() {
      plain.destroy();
    },
  };
}
