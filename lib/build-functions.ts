import type { Construct } from 'constructs';
import { type FunctionName, type FunctionSpec, functions } from '../contracts/functions.ts';
import { type FunctionSurroundings, NodeFunction } from './constructs/node-function.ts';
import { type Grantables, grantAccess } from './grant-access.ts';

/** Builds every function with a trigger, each with the access it needs. */
export function buildFunctions(
  scope: Construct,
  trigger: FunctionSpec['trigger'],
  surroundings: FunctionSurroundings,
  grantables: Grantables,
): ReadonlyMap<FunctionName, NodeFunction> {
  const names = (Object.keys(functions) as FunctionName[]).filter((name) => functions[name].trigger === trigger);
  return new Map(
    names.map((name) => {
      const fn = new NodeFunction(scope, name, surroundings);
      grantAccess(fn, grantables);
      return [name, fn];
    }),
  );
}
