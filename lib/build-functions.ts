import type { Construct } from 'constructs';
import { type FunctionName, type FunctionSpec, functionNames, functions } from '../contracts/functions.ts';
import { type FunctionSurroundings, NodeFunction } from './constructs/node-function.ts';
import { SourcesNetwork } from './constructs/sources-network.ts';
import { type Grantables, grantAccess } from './grant-access.ts';

/** Builds every function with a trigger, each with the access it needs. */
export function buildFunctions(
  scope: Construct,
  trigger: FunctionSpec['trigger'],
  surroundings: FunctionSurroundings,
  grantables: Grantables,
): ReadonlyMap<FunctionName, NodeFunction> {
  const names = functionNames.filter((name) => functions[name].trigger === trigger);
  const inSources = names.some(readsSources) ? besideSources(scope, surroundings) : surroundings;
  return new Map(
    names.map((name) => {
      const fn = new NodeFunction(scope, name, readsSources(name) ? inSources : surroundings);
      grantAccess(fn, grantables);
      return [name, fn];
    }),
  );
}

function readsSources(name: FunctionName): boolean {
  const spec: FunctionSpec = functions[name];
  return spec.readsSources === true;
}

/** Where the functions stand that read automatic sources: in the organisation's network, where the stage names one. */
function besideSources(scope: Construct, surroundings: FunctionSurroundings): FunctionSurroundings {
  const { sourcesNetwork } = surroundings.stage;
  return sourcesNetwork === undefined
    ? surroundings
    : { ...surroundings, network: new SourcesNetwork(scope, 'sources-network', sourcesNetwork) };
}
