import { CfnResource, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** What ids of checkov's rules begin with. */
const checkov = 'CKV_';

/**
 * Accepts findings on a construct, each with the reason why it is right here. The reason is kept in the template, where cdk-nag and
 * checkov each look for their own.
 */
export function acknowledge(construct: IConstruct, findings: Readonly<Record<string, string>>): void {
  const entries = Object.entries(findings);
  const ofNag = entries.filter(([id]) => !id.startsWith(checkov));
  Validations.of(construct).acknowledge(...ofNag.map(([id, reason]) => ({ id, reason })));
  const skip = entries.filter(([id]) => id.startsWith(checkov)).map(([id, comment]) => ({ id, comment }));
  const resource = construct.node.defaultChild;
  if (skip.length > 0 && CfnResource.isCfnResource(resource)) resource.addMetadata('checkov', { skip });
}
