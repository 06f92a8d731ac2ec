import { SourceError } from '../../../core/sources/connector.ts';

/** What was asked when it failed. */
export interface Asked {
  readonly collection: string;
  readonly field: string;
}

/** Names of errors of signatures and keys. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const refused: readonly string[] = [
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'IncompleteSignatureException',
  'ExpiredTokenException',
  'InvalidClientTokenId',
];

/** Whether the caller is known, but may not do this. */
export function isDenied(error: unknown): boolean {
  return nameOf(error) === 'AccessDeniedException';
}

/** Whether the key is of another kind than the one the table has. */
export function isOtherKind(error: unknown): boolean {
  return nameOf(error) === 'ValidationException' && error instanceof Error && /type does not match|Type mismatch/i.test(error.message);
}

/** Says in words what went wrong with a table; what DynamoDB says itself is not handed on. */
export function describeFailure(error: unknown, timedOut: boolean, asked?: Asked): SourceError {
  if (error instanceof SourceError) return error;
  if (timedOut) return new SourceError('again', 'DynamoDB did not answer in time.');
  const name = nameOf(error);
  const table = asked?.collection ?? '';
  if (refused.includes(name)) return new SourceError('failed', 'DynamoDB refuses the access key of the connection.');
  if (isDenied(error)) return new SourceError('failed', `The connection’s access key may not read the table '${table}'.`);
  if (name === 'ResourceNotFoundException')
    return new SourceError('failed', `There is no table '${table}' in the region of the connection.`);
  if (name === 'ValidationException') {
    return new SourceError(
      'failed',
      `The table '${table}' cannot be asked by '${asked?.field ?? ''}': it is neither its key nor that of the index.`,
    );
  }
  return new SourceError('again', 'DynamoDB cannot be reached, or refuses more calls for now.');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
