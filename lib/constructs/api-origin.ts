import { Duration } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  type IResponseHeadersPolicy,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { Construct } from 'constructs';
import * as z from 'zod/mini';
import { edgeHeaders } from '../../contracts/edge.ts';
import type { Route } from '../../contracts/routes/route.ts';
import { routes } from '../../contracts/routes.ts';

/** What calls are forwarded by. */
export interface ApiOriginProps {
  readonly name: string;
  /** The host name of the API. */
  readonly host: string;
  /** Goes along with every call, and over whatever a caller sent under that name. */
  readonly secret: string;
  readonly responseHeaders: IResponseHeadersPolicy;
}

/**
 * How calls are forwarded to the API. Nothing is kept: only a cache's policy may let `Authorization` through beside a list of headers, so
 * there is one, which keeps for no time what doesn't ask for it; and everything of ours says `no-store`.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization
 */
export function forwardToApi(scope: Construct, { name, host, secret, responseHeaders }: ApiOriginProps): BehaviorOptions {
  return {
    origin: new HttpOrigin(host, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      customHeaders: { [edgeHeaders.secret]: secret },
      // API Gateway gives up after 30 s; one second more, so that its answer is heard.
      readTimeout: Duration.seconds(31),
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    compress: false,
    responseHeadersPolicy: responseHeaders,
    cachePolicy: new CachePolicy(scope, 'api-cache', {
      cachePolicyName: name,
      comment: 'Dossier: nothing is kept, and Authorization goes through',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.seconds(1),
      headerBehavior: CacheHeaderBehavior.allowList('authorization'),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      cookieBehavior: CacheCookieBehavior.none(),
      enableAcceptEncodingGzip: false,
      enableAcceptEncodingBrotli: false,
    }),
    originRequestPolicy: new OriginRequestPolicy(scope, 'api-request', {
      originRequestPolicyName: name,
      comment: 'Dossier: the headers the API reads, and who calls',
      headerBehavior: OriginRequestHeaderBehavior.allowList(...readByApi(), edgeHeaders.viewer),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      cookieBehavior: OriginRequestCookieBehavior.none(),
    }),
  };
}

/** Headers the API reads: those every call can have, and those that routes name. CloudFront forwards no others, and ten at most. */
function readByApi(): readonly string[] {
  const named = routes.flatMap((route: Route) => {
    const headers = route.request?.headers;
    return headers === undefined ? [] : Object.keys(z.toJSONSchema(headers).properties ?? {});
  });
  return [...new Set(['accept', 'content-type', ...named])].sort();
}
