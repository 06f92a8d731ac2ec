import { RemovalPolicy } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { keeps, type StageSettings } from '../stages.ts';

/** A key of our own: rotated every year, and kept with the data it protects. */
export class DataKey extends Key {
  constructor(scope: Construct, id: string, stage: StageSettings, description: string) {
    super(scope, id, {
      description,
      alias: `alias/dossier-${stage.name}-${id}`,
      enableKeyRotation: true,
      removalPolicy: keeps(stage.keepData) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }
}
