import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { pageHeaders } from '../../contracts/page-policy.ts';

/** What every answer of the edge says. */
const everywhere = {
  contentTypeOptions: { override: true },
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
} as const;

/** The headers of the API’s answers, beside those it sets itself. */
export class ApiHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id, { responseHeadersPolicyName: name, securityHeadersBehavior: everywhere });
  }
}

/** What the headers of pages are made of. */
export interface PageHeadersProps {
  readonly name: string;
  /** Origins beside its own that the page talks to. */
  readonly connect: readonly string[];
}

/** The headers of pages. CloudFront has places of its own for some, and words for what these say. */
export class PageHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, { name, connect }: PageHeadersProps) {
    const headers = pageHeaders(connect);
    const custom = ['permissions-policy', 'cross-origin-resource-policy'] as const;
    super(scope, id, {
      responseHeadersPolicyName: name,
      securityHeadersBehavior: {
        ...everywhere,
        contentSecurityPolicy: { contentSecurityPolicy: headers['content-security-policy'], override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
      customHeadersBehavior: {
        customHeaders: custom.map((header) => ({ header, value: headers[header], override: true })),
      },
    });
  }
}
