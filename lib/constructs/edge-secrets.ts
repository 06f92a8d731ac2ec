import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { edgeSecretSeparator } from '../../contracts/edge.ts';
import type { EdgeSettings } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import type { NodeFunction } from './node-function.ts';

/** Characters of a secret, out of 62: 285 bits. */
const length = 48;

/**
 * The secrets by which calls prove that they came through the edge. Raising `secretGeneration` makes a new one: functions take it and the
 * one before, and are deployed before the edge that sends it, so no call is refused in between.
 */
export class EdgeSecrets extends Construct {
  /** What the edge sends. */
  readonly present: string;
  readonly #accepted: readonly string[];

  constructor(scope: Construct, id: string, { secretGeneration }: EdgeSettings) {
    super(scope, id);
    const accepted = [secretGeneration, secretGeneration - 1].filter((generation) => generation >= 1);
    const [present = '', ...before] = accepted.map((generation) => this.#secret(generation));
    this.present = present;
    this.#accepted = [present, ...before];
  }

  /** Makes a function refuse calls that carry none of them. */
  provide(fn: NodeFunction): void {
    fn.provide('edgeSecrets', this.#accepted.join(edgeSecretSeparator));
  }

  #secret(generation: number): string {
    const secret = new Secret(this, `generation-${generation}`, {
      description: 'Proves to Dossier’s functions that a call came through the edge',
      generateSecretString: { passwordLength: length, excludePunctuation: true, includeSpace: false },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const reason = 'It is changed by raising edge.secretGeneration: functions and the edge have to change one after the other.';
    acknowledge(secret, {
      'AwsSolutions-SMG4': reason,
      'NIST.800.53.R5-SecretsManagerRotationEnabled': reason,
      'NIST.800.53.R5-SecretsManagerUsingKMSKey':
        'It opens nothing but a way round the edge; it is encrypted with Secrets Manager’s own key.',
      CKV_AWS_149: 'It opens nothing but a way round the edge; it is encrypted with Secrets Manager’s own key.',
    });
    // Resolved at deployment: the template holds a reference. The functions and the edge need the text itself.
    return secret.secretValue.unsafeUnwrap();
  }
}
