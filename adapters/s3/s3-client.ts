import { S3Client } from '@aws-sdk/client-s3';

/**
 * The S3 client of a process.
 * @remarks Path style, since an endpoint that is not Amazon's (`AWS_ENDPOINT_URL_S3`) has no bucket names in its own; checksums
 * only where S3 asks for them, since one of an empty body would otherwise be signed into links (aws-sdk-js-v3 issue 6994); and no
 * `Expect: 100-continue`, for which the SDK opens a connection, and on AWS a TLS session, of its own for each object from 2 MiB up.
 */
export function createS3Client(): S3Client {
  return new S3Client({
    forcePathStyle: true,
    expectContinueHeader: false,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
