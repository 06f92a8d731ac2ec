/** An error as a service of AWS names it. https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html */
export class ServiceError extends Error {
  /** Its type on the wire. */
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = 'ServiceError';
    this.type = type;
  }
}
