import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { functionSubstitution } from '../../contracts/workflow.ts';
import type { StageSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import { forgettingLog } from './forgetting-log.ts';
import type { NodeFunction } from './node-function.ts';
import type { WorkflowName } from './workflow-name.ts';

/** Seconds Step Functions uses a data key again before it asks for the next: its longest, so that a burst of requests costs one call. */
const dataKeySeconds = 900;

/** What the workflow is made of. */
export interface WorkflowProps {
  readonly stage: StageSettings;
  readonly name: WorkflowName;
  readonly key: IKey;
  readonly projectRoot: string;
  /** The functions its states call: every one with the trigger `workflow`. */
  readonly functions: readonly NodeFunction[];
}

/**
 * The one workflow, from `statemachines/privacy-request.asl.json` as it stands. The role may call exactly the functions given:
 * a definition from a file brings no permissions of its own.
 */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { stage, name, key, projectRoot, functions }: WorkflowProps) {
    super(scope, id);
    // Step Functions creates the delivery for names that start so without growing the account's one log policy:
    // https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
    this.logGroup = forgettingLog(this, 'log', stage, `/aws/vendedlogs/states/${name.name}`);
    this.stateMachine = new StateMachine(this, 'machine', {
      stateMachineName: name.name,
      stateMachineType: StateMachineType.STANDARD,
      // As text and not as a file asset: the definition is then in the template, where a diff and the tests see it.
      definitionBody: DefinitionBody.fromString(readFileSync(join(projectRoot, 'statemachines/privacy-request.asl.json'), 'utf8')),
      definitionSubstitutions: Object.fromEntries(functions.map((fn) => [functionSubstitution(fn.functionName), fn.lambda.functionArn])),
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(key, Duration.seconds(dataKeySeconds)),
      // Inputs and outputs hold task tokens, which are secrets: only the names and times of failures are logged.
      logs: { destination: this.logGroup, level: LogLevel.ERROR, includeExecutionData: false },
      tracingEnabled: true,
    });
    this.stateMachine.addToRolePolicy(
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.map((fn) => fn.lambda.functionArn) }),
    );
    acknowledge(this.stateMachine, {
      'AwsSolutions-SF1':
        'Errors alone are logged: the history keeps every event for 90 days, encrypted, and a log of all would cost a line per transition.',
      'AwsSolutions-IAM5[Resource::*]':
        'X-Ray segments and log deliveries have no resource to name: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html',
    });
  }
}
