import { describe, expect, it } from 'vitest';
import type { ConnectionType } from '../../contracts/schemas/connection-types.ts';
import { judgeDatasets } from '../../core/sources/judge-datasets.ts';
import { givenFields } from '../../core/sources/match-categories.ts';
import { planTraversal } from '../../core/sources/plan-traversal.ts';
import { storedDatasets } from './collect-visits.ts';
import { shopDataset } from './shop-example.ts';

function faults(sent: unknown, connectionType: ConnectionType = 'postgres', foreign: readonly string[] = []): readonly string[] {
  const problems = judgeDatasets(storedDatasets(sent), { connectionType, foreignKeys: new Set(foreign), single: !Array.isArray(sent) });
  return problems.map(({ loc, type }) => `${loc.join('.')} ${type}`);
}
const email = { name: 'email', identity: 'email' };
const one = (...fields: object[]) => ({ fides_key: 'd', collections: [{ name: 'c', fields: [email, ...fields] }] });

describe('datasets', () => {
  it('are good where everything leads back to an identity', () => {
    expect(faults(shopDataset)).toEqual([]);
    expect(faults([one(), { ...one(), fides_key: 'e' }])).toEqual([]);
  });

  it('are refused at every place at once', () => {
    const sent = [
      {
        fides_key: 'bad key',
        collections: [
          { name: 'a', fields: [email, { name: 'x.y' }, { name: 'x\u0000' }, email] },
          {
            name: 'a',
            fields: [
              {
                name: 'id',
                references: [
                  { dataset: 'other', field: 'a.b' },
                  { dataset: 'crm', field: 'a.b' },
                  { dataset: 'd2', field: 'nodot' },
                ],
              },
            ],
          },
          { name: 'b:c', fields: [{ name: '__proto__' }] },
        ],
      },
      { fides_key: 'dataset', collections: [{ name: 'a', fields: [{ name: 'id', references: [{ dataset: 'd2', field: 'a.nobody' }] }] }] },
      { fides_key: 'd2', collections: [{ name: 'a', fields: [email] }] },
      { fides_key: 'd2', collections: [{ name: 'a', fields: [email] }] },
      { fides_key: 'taken', collections: [{ name: 'a', fields: [email] }] },
    ];
    expect(faults(sent, 'postgres', ['crm', 'taken'])).toEqual([
      'body.0.fides_key wrong_key',
      'body.1.fides_key reserved',
      'body.3.fides_key not_unique',
      'body.4.fides_key not_unique',
      'body.0.collections.0.fields.1.name wrong_name',
      'body.0.collections.0.fields.2.name wrong_name',
      'body.0.collections.0.fields.3.name not_unique',
      'body.0.collections.1.name not_unique',
      'body.0.collections.2.name wrong_name',
      'body.0.collections.2.fields.0.name wrong_name',
      'body.0.collections.1.fields.0.references.0.dataset unknown_reference',
      'body.0.collections.1.fields.0.references.1.dataset unknown_reference',
      'body.0.collections.1.fields.0.references.2.field unknown_reference',
      'body.1.collections.0.fields.0.references.0.field unknown_reference',
    ]);
  });

  it('are refused where nothing leads to a collection', () => {
    expect(faults({ fides_key: 'd', collections: [{ name: 'c', fields: [{ name: 'id' }] }] })).toEqual([
      'body.collections.0 not_reachable',
    ]);
    // Values flow out of it, and none in.
    const outwards = { name: 'o', fields: [{ name: 'id', references: [{ dataset: 'd', field: 'c.email', direction: 'to' }] }] };
    expect(faults({ fides_key: 'd', collections: [...one().collections, outwards] })).toEqual(['body.collections.1 not_reachable']);
  });

  it('of DynamoDB have a key or an index for every field that is asked', () => {
    expect(faults(one(), 'dynamodb')).toEqual(['body.collections.0.fields.0 not_indexed']);
    const indexed = { fides_key: 'd', collections: [{ name: 'c', fields: [email], indexes: [{ name: 'by-email', field: 'email' }] }] };
    expect(faults(indexed, 'dynamodb')).toEqual([]);
    expect(faults(indexed)).toEqual(['body.collections.0.indexes.0 not_allowed']);
    expect(
      faults({ ...indexed, collections: [{ ...indexed.collections[0], indexes: [{ name: 'x', field: 'nope' }] }] }, 'dynamodb'),
    ).toEqual(['body.collections.0.indexes.0.field unknown_reference', 'body.collections.0.fields.0 not_indexed']);
  });
});

describe('the order of reading', () => {
  const ref = (collection: string, direction?: string) => ({
    dataset: 'd',
    field: `${collection}.id`,
    ...(direction === undefined ? {} : { direction }),
  });
  const node = (name: string, ...references: object[]) => ({ name, fields: [{ name: 'id', references }] });
  const plan = (...collections: object[]) =>
    planTraversal(
      storedDatasets({ fides_key: 'd', collections: [{ name: 'start', fields: [{ name: 'id', identity: 'email' }] }, ...collections] }),
      ['email'],
    ).map(({ collection, inputs }) => `${collection.name} < ${inputs.map(({ from }) => from.source.slice(2)).join(' ')}`);

  it('takes a circle from its nearest end, and goes round it once', () => {
    expect(
      plan(node('a', ref('start', 'from'), ref('c', 'from')), node('b', ref('a', 'from')), node('c', ref('b', 'from'), ref('c'))),
    ).toEqual(['start < ', 'a < start', 'b < a', 'c < b']);
  });

  it('never goes back towards the person by a reference without a direction', () => {
    // The neighbours at one address are not the person.
    expect(plan(node('address', ref('start')), node('order', ref('start'), ref('address')))).toEqual([
      'start < ',
      'order < start',
      'address < start order',
    ]);
  });

  it('leaves out what the given identity does not lead to', () => {
    expect(planTraversal(storedDatasets(shopDataset), ['phone_number'])).toEqual([]);
  });
});

describe('categories', () => {
  it('take fields of a category and of those below it', () => {
    const [dataset] = storedDatasets(
      one({ name: 'a', data_categories: ['user.contact.email'] }, { name: 'b', data_categories: ['user.contacts'] }, { name: 'c' }),
    );
    const collection = dataset?.collections[0];
    if (collection === undefined) throw new Error('There is no collection.');
    expect(givenFields(collection, ['user.contact'])).toEqual(['a']);
    expect(givenFields(collection, ['user'])).toEqual(['a', 'b']);
    expect(givenFields(collection, null)).toEqual(['email', 'a', 'b', 'c']);
  });
});
