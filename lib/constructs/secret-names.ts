import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { SecretAccess } from '../access.ts';
import type { StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * The actions of each access. The secrets themselves are made by functions, so no template holds any.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
 */
export const secretActions: Readonly<Record<SecretAccess, readonly string[]>> = {
  read: ['secretsmanager:GetSecretValue'],
  write: ['secretsmanager:CreateSecret', 'secretsmanager:PutSecretValue'],
  delete: ['secretsmanager:DeleteSecret'],
};

/** What the names of a stage's secrets begin with, and the grants that go by it. */
export class SecretNames {
  readonly prefix: string;

  constructor(stage: StageSettings) {
    this.prefix = `dossier/${stage.name}/`;
  }

  /** Lets a function use the secrets of connections as far as `access` goes, and tells it what their names begin with. */
  grant(fn: NodeFunction, access: readonly SecretAccess[]): void {
    const names = `${this.prefix}connections/*`;
    fn.allow(
      access.flatMap((kind) => secretActions[kind]),
      [
        Arn.format(
          { service: 'secretsmanager', resource: 'secret', resourceName: names, arnFormat: ArnFormat.COLON_RESOURCE_NAME },
          Stack.of(fn),
        ),
      ],
    );
    acknowledge(fn.role, {
      [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:${names}]`]:
        'Secrets are named after connections, which are not known yet; nothing else has such a name.',
    });
    fn.provide('secretPrefix', this.prefix);
  }
}
