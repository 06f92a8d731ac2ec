import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { partitionPrefixes, tableKeys, tables } from '../../contracts/tables.ts';
import type { TableAccess } from '../access.ts';
import { keeps, type StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/** What one kind of access is made of. */
interface AccessShape {
  readonly actions: readonly string[];
  /** The only partitions it reaches, as a pattern. Absent: all. */
  readonly partitions?: string;
}

/**
 * The actions of each access. A transaction needs the actions of its parts. No `Scan`: every list has a key or an index.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html for the partitions
 */
export const tableAccess: Readonly<Record<TableAccess, AccessShape>> = {
  read: { actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'] },
  write: { actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem'] },
  delete: { actions: ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'] },
  count: { actions: ['dynamodb:UpdateItem'], partitions: `${partitionPrefixes.rate}*` },
  probe: { actions: ['dynamodb:GetItem'], partitions: partitionPrefixes.probe },
};

/**
 * What a caller needs of the table's key, always through DynamoDB: it asks for the table's key in the caller's name.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
 */
export const tableKeyActions = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** One of the two tables, as contracts/tables.ts describes it: paid by the call, recoverable to the second, under a key of ours. */
export class DossierTable extends Construct {
  readonly table: Table;
  readonly #tableName: keyof typeof tables;
  readonly #key: IKey;

  constructor(scope: Construct, name: keyof typeof tables, { key, stage }: { readonly key: IKey; readonly stage: StageSettings }) {
    super(scope, name);
    this.#tableName = name;
    this.#key = key;
    const keep = keeps(stage.keepData);
    this.table = new Table(this, 'table', {
      partitionKey: { name: tableKeys.partition, type: AttributeType.STRING },
      sortKey: { name: tableKeys.sort, type: AttributeType.STRING },
      timeToLiveAttribute: tableKeys.ttl,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      deletionProtection: keep,
      removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(this.table, {
      'NIST.800.53.R5-DynamoDBInBackupPlan':
        'Point-in-time recovery keeps 35 days; a backup beyond them would bring back people whose data was deleted.',
    });
    for (const index of tables[name].indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: { name: index.partition, type: AttributeType.STRING },
        sortKey: { name: index.sort, type: AttributeType.STRING },
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...index.projected],
      });
    }
  }

  /** Lets a function use the table, its indexes and its key as far as `access` goes, and tells it the table's name. */
  grant(fn: NodeFunction, access: readonly TableAccess[]): void {
    for (const kind of access) {
      const { actions, partitions } = tableAccess[kind];
      fn.allow(
        actions,
        [this.table.tableArn],
        partitions === undefined ? undefined : { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions } },
      );
    }
    const indexes = tables[this.#tableName].indexes.map((index) => `${this.table.tableArn}/index/${index.name}`);
    if (access.includes('read') && indexes.length > 0) fn.allow(['dynamodb:Query'], indexes);
    fn.allow(tableKeyActions, [this.#key.keyArn], fn.through('dynamodb'));
    fn.provide(tables[this.#tableName].environment, this.table.tableName);
  }
}
