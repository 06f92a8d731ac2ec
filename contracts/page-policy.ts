/** The headers of everything that a page is made of, and of the page itself. */
export const assetHeaders = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * The headers of a page, at the edge as in the local run. Nothing runs and nothing loads that is not the page's own; no script is made
 * from text. `Strict-Transport-Security` is the edge's alone: loopback has no certificate, and a browser would keep it for every port of
 * this host.
 * @param connect - Origins beside its own that the page talks to.
 * @see https://www.w3.org/TR/CSP3/
 */
export function pageHeaders(connect: readonly string[]) {
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
  } as const;
}
