/** An error of S3: a code and a sentence, answered as XML. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export class S3Error extends Error {
  readonly code: string;
  readonly status: number;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'S3Error';
    this.status = status;
    this.code = code;
  }

  /** The body of the answer. Codes and sentences are ours, so there is nothing to escape. */
  toXml(requestId: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${this.code}</Code><Message>${this.message}</Message><RequestId>${requestId}</RequestId></Error>`;
  }
}

/** Refuses a call that carries no valid signature. */
export function accessDenied(message: string): S3Error {
  return new S3Error(403, 'AccessDenied', message);
}

/** Refuses a call whose signature is not the one we compute. */
export function signatureDoesNotMatch(): S3Error {
  return new S3Error(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided.');
}
