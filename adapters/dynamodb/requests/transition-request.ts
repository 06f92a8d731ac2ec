import { requestsByStatus } from '../../../contracts/tables.ts';
import type { Clock } from '../../../core/clock.ts';
import type { RequestStore, Transition } from '../../../core/privacy-requests/ports.ts';
import { transact, type WriteItem } from '../transact.ts';
import { findRequest } from './find-request.ts';
import { requestKey, taskTokenAttribute, toLogItem } from './request-item.ts';
import type { RequestsTable } from './table.ts';

/**
 * Takes one step of a request's life: the change of status, what changes with it and the log entry in one transaction, on the
 * condition of the status before it.
 */
export function transitionRequest(table: RequestsTable, clock: Clock): RequestStore['transition'] {
  const find = findRequest(table);
  return async (step) => {
    const update = describeUpdate(table.name, step, clock.now().toISOString());
    const entry = step.entry === undefined ? [] : [{ Put: { TableName: table.name, Item: toLogItem(step.id, step.entry) } }];
    return (await transact(table.client, [{ Update: update }, ...entry])) ? find(step.id) : undefined;
  };
}

type Update = NonNullable<WriteItem['Update']>;

function describeUpdate(tableName: string, step: Transition, now: string): Update {
  const changes = Object.entries(step.changes ?? {}).filter(([, value]) => value !== undefined);
  const sets: [string, unknown][] = [['status', step.to], [requestsByStatus.partition, step.to], ['updated_at', now], ...changes];
  if (typeof step.taskToken === 'string') sets.push([taskTokenAttribute, step.taskToken]);
  const names: Record<string, string> = { '#is': 'status' };
  const values: Record<string, unknown> = {};
  const assignments = sets.map(([attribute, value], index) => {
    names[`#s${index}`] = attribute;
    values[`:s${index}`] = value;
    return `#s${index} = :s${index}`;
  });
  const from = step.from.map((status, index) => {
    values[`:f${index}`] = status;
    return `:f${index}`;
  });
  let condition = `#is IN (${from.join(', ')})`;
  if (step.attempt !== undefined) {
    names['#attempt'] = 'attempt';
    values[':attempt'] = step.attempt;
    condition += ' AND #attempt = :attempt';
  }
  let remove = '';
  if (step.taskToken === null) {
    names['#token'] = taskTokenAttribute;
    remove = ' REMOVE #token';
  }
  return {
    TableName: tableName,
    Key: requestKey(step.id),
    UpdateExpression: `SET ${assignments.join(', ')}${remove}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
