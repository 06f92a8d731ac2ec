/**
 * Headers between the edge and the functions. Nobody else's word counts: the edge writes over both, whatever a caller sent.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-cloudfront-headers.html for the viewer's address
 */
export const edgeHeaders = {
  /** Proves that a call came through the edge. */
  secret: 'x-dossier-edge',
  /** The caller's address and port, as `192.0.2.1:50000` or `2001:db8::1:50000`. */
  viewer: 'cloudfront-viewer-address',
} as const;

/** Stands between the secrets that count, of which the edge sends the first. */
export const edgeSecretSeparator = ',';
