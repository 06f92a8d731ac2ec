import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import * as z from 'zod/mini';
import { StartError } from '../run/start-error.ts';
import { adaptTasks, type TaskState } from './adapt-tasks.ts';

/** A workflow that the local engine can run as AWS would. */
export interface Workflow {
  /** The library's machine; every execution is one run of it. */
  readonly machine: StateMachine;
  /** Every Task state by name, those inside Map states too. */
  readonly tasks: ReadonlyMap<string, TaskState>;
  /** Seconds one execution may take; absent: no end. */
  readonly timeoutSeconds?: number;
}

const plainObject = z.record(z.string(), z.unknown());

/**
 * What the library takes without a word and then does not do, or does otherwise than AWS.
 * With `QueryLanguage: "JSONata"` it hands a state's input on unchanged (AWS.md 4.3).
 */
const refused: Readonly<Record<string, (value: unknown) => boolean>> = {
  QueryLanguage: (value) => value !== 'JSONPath',
  Mode: (value) => value !== 'INLINE',
  Arguments: () => true,
  Output: () => true,
  Assign: () => true,
  Items: () => true,
  HeartbeatSeconds: () => true,
  HeartbeatSecondsPath: () => true,
  ItemReader: () => true,
  ResultWriter: () => true,
};

/**
 * Reads an ASL file for the local engine.
 * @param text - The file as it stands, with its `${Name}` substitutions.
 * @param substitutions - What each `${Name}` becomes.
 * @throws {@link StartError} when the file is broken, needs a substitution that is missing, or uses what the engine cannot do.
 */
export function loadWorkflow(text: string, substitutions: Readonly<Record<string, string>>): Workflow {
  const filled = text.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = substitutions[name];
    if (value === undefined) {
      throw new StartError(`The workflow asks for \${${name}}, and no function has that name.`);
    }
    return value;
  });
  const definition = parse(filled);
  refuseUnknown(definition);
  const { TimeoutSeconds: timeout, ...rest } = definition;
  const tasks = new Map<string, TaskState>();
  return {
    machine: makeMachine(adaptTasks(rest, tasks)),
    tasks,
    ...(typeof timeout === 'number' ? { timeoutSeconds: timeout } : {}),
  };
}

function parse(text: string): Record<string, unknown> {
  try {
    return plainObject.parse(JSON.parse(text));
  } catch {
    throw new StartError('The workflow file is not valid JSON.');
  }
}

function makeMachine(definition: Record<string, unknown>): StateMachine {
  try {
    // The library checks the whole definition by itself before it takes it, so its type says no more than we know.
    return new StateMachine(definition as unknown as StateMachineDefinition);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : 'The workflow file is not valid.');
  }
}

function refuseUnknown(value: unknown): void {
  if (Array.isArray(value)) {
    value.forEach(refuseUnknown);
    return;
  }
  if (typeof value === 'string' && value.startsWith('{%')) {
    throw new StartError('The workflow uses JSONata, which the local engine does not evaluate; write it in JSONPath.');
  }
  if (typeof value !== 'object' || value === null) {
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (refused[key]?.(inner) === true) {
      throw new StartError(`The workflow uses ${key}, which the local engine does not carry out as AWS does.`);
    }
    refuseUnknown(inner);
  }
}
