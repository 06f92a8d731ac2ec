import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WorkflowAccess as Access } from '../access.ts';
import type { StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/**
 * The actions of each access, by what they act on. The name is fixed and these grants use it, since a reference would be a
 * circle: the state machine needs its functions, and its functions need the state machine.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 */
export const workflowActions: Readonly<Record<Access, { readonly machine: readonly string[]; readonly execution: readonly string[] }>> = {
  start: { machine: ['states:StartExecution'], execution: [] },
  stop: { machine: [], execution: ['states:StopExecution'] },
  describe: { machine: [], execution: ['states:DescribeExecution'] },
  send: { machine: ['states:SendTaskSuccess'], execution: [] },
};

/** The workflow's name and ARN in a stage, and the grants that need no more than these. */
export class WorkflowName {
  readonly name: string;

  constructor(stage: StageSettings) {
    this.name = `dossier-${stage.name}-privacy-request`;
  }

  /** The state machine's ARN, in the stack of `scope`. */
  arn(scope: Construct): string {
    return this.#format(scope, 'stateMachine', this.name);
  }

  /** Lets a function act on executions as far as `access` goes, and tells it the state machine's ARN. */
  grant(fn: NodeFunction, access: readonly Access[]): void {
    const machine = access.flatMap((kind) => workflowActions[kind].machine);
    const execution = access.flatMap((kind) => workflowActions[kind].execution);
    if (machine.length > 0) fn.allow(machine, [this.arn(fn)]);
    if (execution.length > 0) {
      fn.allow(execution, [this.#format(fn, 'execution', `${this.name}:*`)]);
      acknowledge(fn.role, {
        [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${this.name}:*]`]:
          'Executions are named after requests, which are not known yet; all of them belong to this one workflow.',
      });
    }
    fn.provide('stateMachineArn', this.arn(fn));
  }

  #format(scope: Construct, resource: string, resourceName: string): string {
    return Arn.format({ service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }, Stack.of(scope));
  }
}
