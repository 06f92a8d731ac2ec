import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { WorkflowInput } from '../../contracts/schemas/workflow.ts';
import { executionName } from '../../contracts/workflow.ts';
import type { Workflow } from '../../core/privacy-requests/ports.ts';

/**
 * Runs the workflow on Step Functions.
 * @param stateMachineArn - The state machine of privacy requests.
 */
export function createWorkflow(client: SFNClient, stateMachineArn: string): Workflow {
  const arnOf = (requestId: string, attempt: number) =>
    `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${executionName(requestId, attempt)}`;
  return {
    async start(requestId, attempt) {
      const input: WorkflowInput = { request_id: requestId, attempt };
      try {
        await client.send(
          new StartExecutionCommand({ stateMachineArn, name: executionName(requestId, attempt), input: JSON.stringify(input) }),
        );
      } catch (error) {
        // The name is made from the request: whatever exists under it is the execution that was wanted.
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },
    async describe(requestId, attempt) {
      try {
        const { status } = await client.send(
          new DescribeExecutionCommand({ executionArn: arnOf(requestId, attempt), includedData: 'METADATA_ONLY' }),
        );
        return status === 'RUNNING' || status === 'PENDING_REDRIVE' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return 'missing';
        throw error;
      }
    },
    async stop(requestId, attempt) {
      try {
        await client.send(new StopExecutionCommand({ executionArn: arnOf(requestId, attempt) }));
      } catch (error) {
        if (!(error instanceof ExecutionDoesNotExist)) throw error;
      }
    },
    async resume(taskToken) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
        return true;
      } catch (error) {
        // A token that was used answers TaskTimedOut, as one that expired does (Step Functions API, SendTaskSuccess).
        if (error instanceof TaskTimedOut || error instanceof TaskDoesNotExist || error instanceof InvalidToken) return false;
        throw error;
      }
    },
  };
}
