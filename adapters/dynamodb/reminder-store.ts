import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { requestsByStatus, tableKeys } from '../../contracts/tables.ts';
import type { ReminderStore } from '../../core/deadlines/ports.ts';
import { tryWrite } from './errors.ts';
import { readAll } from './read-all.ts';
import { requestKey, toLogItem } from './requests/request-item.ts';
import { transact } from './transact.ts';

const indexEntry = z.lazy(() => z.object({ pk: z.string(), due_at: z.string() }));

/** Days the mark of a day's mail is kept: long enough for any run that still asks for that day. */
const keptDays = 3;

/**
 * Keeps reminders: the day of a request's latest one lies with the request, the mark of a day's mail in an item of its own.
 * @param name - The requests table's name.
 */
export function createReminderStore(client: DynamoDBDocumentClient, name: string): ReminderStore {
  const changeMail = (day: string, more: Pick<Change, 'expression' | 'condition' | 'values'>): Promise<boolean> =>
    tryWrite(() =>
      client.send(
        new UpdateCommand({
          TableName: name,
          Key: { [tableKeys.partition]: 'reminder-mail', [tableKeys.sort]: day },
          UpdateExpression: more.expression,
          ...(more.condition === undefined ? {} : { ConditionExpression: more.condition }),
          ExpressionAttributeNames: namesIn(`${more.expression} ${more.condition ?? ''}`),
          ExpressionAttributeValues: more.values,
        }),
      ),
    );
  return {
    async *dueBefore(status, moment) {
      const entries = readAll(client, {
        TableName: name,
        IndexName: requestsByStatus.name,
        KeyConditionExpression: '#queue = :queue',
        FilterExpression: '#due < :due',
        ExpressionAttributeNames: { '#queue': requestsByStatus.partition, '#due': 'due_at' },
        ExpressionAttributeValues: { ':queue': status, ':due': moment },
      });
      for await (const item of entries) {
        const entry = indexEntry.parse(item);
        yield { id: entry.pk, dueAt: entry.due_at };
      }
    },
    async markReminded(id, day, statuses, entry) {
      const values = Object.fromEntries(statuses.map((status, index) => [`:s${index}`, status]));
      const update = {
        TableName: name,
        Key: requestKey(id),
        UpdateExpression: 'SET #reminded = :day',
        ConditionExpression: `#status IN (${Object.keys(values).join(', ')}) AND (attribute_not_exists(#reminded) OR #reminded < :day)`,
        ExpressionAttributeNames: { '#status': 'status', '#reminded': 'reminded_on' },
        ExpressionAttributeValues: { ...values, ':day': day },
      };
      return transact(client, [{ Update: update }, { Put: { TableName: name, Item: toLogItem(id, entry) } }]);
    },
    claimMail: (day, now, staleBefore) =>
      changeMail(day, {
        expression: 'SET #state = :sending, #claimed = :now, #expires = :expires',
        condition: 'attribute_not_exists(#state) OR #state = :open OR (#state = :sending AND #claimed < :stale)',
        values: {
          ':sending': 'sending',
          ':open': 'open',
          ':now': now,
          ':stale': staleBefore,
          ':expires': Math.ceil(new Date(day).getTime() / 1_000) + keptDays * 86_400,
        },
      }),
    async releaseMail(day) {
      await changeMail(day, { expression: 'SET #state = :open', values: { ':open': 'open' } });
    },
    async confirmMail(day) {
      await changeMail(day, { expression: 'SET #state = :sent', values: { ':sent': 'sent' } });
    },
  };
}

interface Change {
  readonly expression: string;
  readonly condition?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const attributes: Readonly<Record<string, string>> = { '#state': 'state', '#claimed': 'claimed_at', '#expires': tableKeys.ttl };

/** The names an expression uses: DynamoDB refuses one that it does not. */
function namesIn(expression: string): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([place]) => expression.includes(place)));
}
