/** Origins beside its own that a page talks to. */
export interface PageOrigins {
  /** Where files go that no form can carry, and where packages come from. */
  readonly files: string;
  /** Who issues the desk's tokens. */
  readonly identity: string;
}

/**
 * The headers of a page. Nothing runs and nothing loads that is not the page's own; no script is made from text.
 * `Strict-Transport-Security` is left out: loopback has no certificate, and a browser would keep it for every port of this host.
 * @param connect - origins beside its own that the page talks to
 * @see https://www.w3.org/TR/CSP3/
 */
export function pageHeaders(connect: readonly string[]): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
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
    ].join('; '),
    'referrer-policy': 'no-referrer',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    ...assetHeaders,
  };
}

/** The headers of everything else a page is made of. */
export const assetHeaders: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};
