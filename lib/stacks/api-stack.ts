import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionName } from '../../contracts/functions.ts';
import { buildFunctions } from '../build-functions.ts';
import { EdgeSecrets } from '../constructs/edge-secrets.ts';
import { HttpEntry, type TokenIssuer } from '../constructs/http-entry.ts';
import type { FunctionSurroundings, NodeFunction } from '../constructs/node-function.ts';
import type { Grantables } from '../grant-access.ts';
import { keeps } from '../stages.ts';

/** The HTTP API and the functions behind its routes. */
export class ApiStack extends Stack {
  readonly entry: HttpEntry;
  /** Absent where the stage says why there is no edge. */
  readonly edgeSecrets: EdgeSecrets | undefined;
  readonly functions: ReadonlyMap<FunctionName, NodeFunction>;

  constructor(scope: Construct, id: string, surroundings: FunctionSurroundings, grantables: Grantables, tokens: TokenIssuer) {
    const { stage } = surroundings;
    super(scope, id, { stackName: `dossier-${stage.name}-api`, description: 'Dossier: the HTTP API' });
    this.edgeSecrets = keeps(stage.edge) ? new EdgeSecrets(this, 'edge-secrets', stage.edge) : undefined;
    const { edgeSecrets } = this;
    this.functions = buildFunctions(
      this,
      'http',
      surroundings,
      edgeSecrets === undefined ? grantables : { ...grantables, edge: (fn) => edgeSecrets.provide(fn) },
    );
    this.entry = new HttpEntry(this, 'http', { stage, functions: this.functions, tokens });
    new CfnOutput(this, 'ApiUrl', { value: this.entry.api.apiEndpoint, description: 'Where the API answers' });
  }
}
