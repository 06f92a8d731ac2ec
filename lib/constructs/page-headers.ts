import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

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

/**
 * The headers of pages: nothing runs and nothing loads that is not the page's own, and no script is made from text. The same policy as
 * that of the local run (`local/pages/page-policy.ts`); a test compares them.
 */
export class PageHeaders extends ResponseHeadersPolicy {
  constructor(scope: Construct, id: string, { name, connect }: PageHeadersProps) {
    super(scope, id, {
      responseHeadersPolicyName: name,
      securityHeadersBehavior: {
        ...everywhere,
        contentSecurityPolicy: { contentSecurityPolicy: contentSecurityPolicy(connect), override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()', override: true },
          { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
        ],
      },
    });
  }
}

/** @see https://www.w3.org/TR/CSP3/ */
function contentSecurityPolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}
