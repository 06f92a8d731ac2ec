import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import type { EdgeSettings, StageSettings } from '../stages.ts';

/** Where what guards CloudFront has to be. https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html */
export const guardRegion = 'us-east-1';

/** The name of the output that holds the guard's ARN. */
export const guardOutput = 'WebAclArn';

/** The guard's stack by its name, for whoever is in another region. */
export const guardStackName = (stage: StageSettings): string => `dossier-${stage.name}-edge-guard`;

/** The web application firewall of the edge. It limits calls by address before they cost anything. */
export class EdgeGuardStack extends Stack {
  constructor(scope: Construct, id: string, { stage, edge }: { readonly stage: StageSettings; readonly edge: EdgeSettings }) {
    super(scope, id, {
      stackName: guardStackName(stage),
      description: 'Dossier: the firewall of the edge',
      env: { region: guardRegion },
    });
    const seen = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });
    const guard = new CfnWebACL(this, 'guard', {
      name: `dossier-${stage.name}`,
      description: 'Dossier: limits by address',
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen(`dossier-${stage.name}`),
      rules: [
        {
          name: 'rate-by-address',
          priority: 0,
          action: { block: { customResponse: { responseCode: 429 } } },
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: edge.callsPerFiveMinutes, evaluationWindowSec: 300 } },
          visibilityConfig: seen('rate-by-address'),
        },
        {
          name: 'known-bad-addresses',
          priority: 1,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesAmazonIpReputationList' } },
          visibilityConfig: seen('known-bad-addresses'),
        },
        {
          name: 'known-bad-inputs',
          priority: 2,
          overrideAction: { none: {} },
          statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: 'AWSManagedRulesKnownBadInputsRuleSet' } },
          visibilityConfig: seen('known-bad-inputs'),
        },
      ],
    });
    acknowledge(guard, {
      'NIST.800.53.R5-WAFv2LoggingEnabled':
        'Its log would hold the addresses of people who ask for their data; how often a rule blocked is counted without them.',
    });
    new CfnOutput(this, guardOutput, { value: guard.attrArn, description: 'The firewall of the edge' });
  }
}
