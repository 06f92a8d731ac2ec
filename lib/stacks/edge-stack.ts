import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  FunctionEventType,
  HttpVersion,
  type IOrigin,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { DeskConfig } from '../../contracts/desk-config.ts';
import { pathsOf, routes } from '../../contracts/routes.ts';
import { closedBucket } from '../constructs/access-log-bucket.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { forwardToApi } from '../constructs/api-origin.ts';
import { ApiHeaders, PageHeaders } from '../constructs/page-headers.ts';
import { PagesRewrite } from '../constructs/pages-rewrite.ts';
import type { EdgeSettings, StageSettings } from '../stages.ts';
import { guardOutput, guardRegion, guardStackName } from './edge-guard-stack.ts';

/** What the edge is made of. */
export interface EdgeProps {
  readonly stage: StageSettings;
  readonly edge: EdgeSettings;
  /** The host name of the API. */
  readonly apiHost: string;
  /** What the functions know the edge by. */
  readonly secret: string;
  readonly desk: DeskConfig;
  /** Origins the pages talk to beside their own: where files go, and who signs people in. */
  readonly talksTo: { readonly files: readonly string[]; readonly identity: readonly string[] };
}

/** The one front door: the pages from a closed bucket, and the API behind the same name. */
export class EdgeStack extends Stack {
  /** @throws Error when a route has an address the edge would take for a page */
  constructor(scope: Construct, id: string, { stage, edge, apiHost, secret, desk, talksTo }: EdgeProps) {
    super(scope, id, { stackName: `dossier-${stage.name}-edge`, description: 'Dossier: the front door and the pages' });
    const name = (part: string) => `dossier-${stage.name}-${part}`;
    const pages = pagesBucket(this, stage);
    const origin = S3BucketOrigin.withOriginAccessControl(pages as IBucket);
    const rewrite = new PagesRewrite(this, 'rewrite', { name: name('pages'), desk });
    const headers = (part: string, connect: readonly string[]) => new PageHeaders(this, `${part}-headers`, { name: name(part), connect });
    const page = (part: string, connect: readonly string[]) => pageBehaviour(origin, rewrite, headers(part, connect));
    const api = forwardToApi(this, {
      name: name('api'),
      host: apiHost,
      secret,
      responseHeaders: new ApiHeaders(this, 'api-headers', name('api')),
    });
    const distribution = new Distribution(this, 'front', {
      comment: `Dossier ${stage.name}`,
      defaultBehavior: page('intake', talksTo.files),
      additionalBehaviors: {
        '/admin/*': page('desk', [...talksTo.files, ...talksTo.identity]),
        ...Object.fromEntries(apiPatterns().map((pattern) => [pattern, api])),
      },
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      // The guard is in another region: read from its stack's outputs there.
      webAclId: Fn.getStackOutput(guardStackName(stage), guardOutput, guardRegion),
      ...(edge.domain === undefined
        ? {}
        : {
            domainNames: [edge.domain.name],
            certificate: Certificate.fromCertificateArn(this, 'certificate', edge.domain.certificateArn),
            minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
          }),
    });
    const noDomain = 'CloudFront’s own name takes what CloudFront takes; edge.domain brings a certificate, and TLS 1.2 at least.';
    const noLog = 'Its log would hold the addresses of people who ask for their data; the API has a log without them.';
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'People ask for their data from wherever they are.',
      'AwsSolutions-CFR3': noLog,
      'NIST.800.53.R5-CloudFrontDistributionLogging': noLog,
      CKV_AWS_86: noLog,
      CKV_AWS_310: 'There is one API and one bucket: nothing to fail over to.',
      CKV_AWS_374: 'People ask for their data from wherever they are.',
      CKV_AWS_305: 'The function at the edge finds the page of each address that ends in a slash, the first one too.',
      ...(edge.domain === undefined ? { 'AwsSolutions-CFR4': noDomain, CKV_AWS_174: noDomain } : {}),
    });
    new CfnOutput(this, 'PublicUrl', {
      value: `https://${edge.domain?.name ?? distribution.distributionDomainName}`,
      description: 'Where people reach Dossier',
    });
    new CfnOutput(this, 'PagesBucket', { value: pages.bucketName, description: 'Where bin/upload-pages.ts puts the pages' });
    new CfnOutput(this, 'DistributionDomain', { value: distribution.distributionDomainName, description: 'What DNS has to lead to' });
  }
}

function pagesBucket(scope: Construct, stage: StageSettings): Bucket {
  const bucket = new Bucket(scope, 'pages', {
    ...closedBucket(stage),
    // The pages are the same for everybody, and CloudFront reads them.
    encryption: BucketEncryption.S3_MANAGED,
  });
  const rebuilt = 'The pages are built from the repository, and can be at any time.';
  const noLog = 'CloudFront alone reads here, and what it reads is public.';
  acknowledge(bucket, {
    'AwsSolutions-S1': noLog,
    'NIST.800.53.R5-S3BucketLoggingEnabled': noLog,
    CKV_AWS_18: noLog,
    'NIST.800.53.R5-S3BucketVersioningEnabled': rebuilt,
    CKV_AWS_21: rebuilt,
    'NIST.800.53.R5-S3BucketReplicationEnabled': rebuilt,
    'NIST.800.53.R5-S3DefaultEncryptionKMS': 'What lies here is public: everybody is served the same pages.',
  });
  return bucket;
}

function pageBehaviour(origin: IOrigin, rewrite: PagesRewrite, responseHeadersPolicy: PageHeaders): BehaviorOptions {
  return {
    origin,
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    cachePolicy: CachePolicy.CACHING_OPTIMIZED,
    compress: true,
    responseHeadersPolicy,
    functionAssociations: [{ function: rewrite.function, eventType: FunctionEventType.VIEWER_REQUEST }],
  };
}

/** What is forwarded to the API: `/api/*` for every route that begins so, and `/health` for one that is all there is. */
function apiPatterns(): readonly string[] {
  const paths = routes.flatMap(pathsOf);
  const patterns = paths.map((path) => {
    const [, first = '', ...rest] = path.split('/');
    return rest.length === 0 ? `/${first}` : `/${first}/*`;
  });
  const unique = [...new Set(patterns)].sort();
  if (unique.some((pattern) => pattern === '/' || pattern.startsWith('/admin'))) {
    throw new Error('A route of the API has the address of a page.');
  }
  return unique;
}
