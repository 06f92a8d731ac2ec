import { type CancellationReason, ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { AppError } from '../../core/errors.ts';

/** Whether a write did not happen because its condition did not hold. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof ConditionalCheckFailedException || cancellationCodes(error).includes('ConditionalCheckFailed');
}

/**
 * Makes a write that has a condition, which may refuse it.
 * @returns Whether it was written; false where its condition did not hold.
 */
export async function tryWrite(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (isConditionFailure(error)) return false;
    throw error;
  }
}

/** Whether a transaction met another one on the same item; the same call may well work the next time. */
export function isTransactionConflict(error: unknown): boolean {
  const codes = cancellationCodes(error);
  return codes.includes('TransactionConflict') && !codes.includes('ConditionalCheckFailed');
}

/** What DynamoDB says of an item past its 400 KB; neither the API nor the SDK has a name for it. */
const tooLarge = /item size.* exceeded/i;

/**
 * Writes what callers decide the size of.
 * @throws AppError `request.too_large` where it is more than one item can hold.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html "Item size"
 */
export async function refuseTooLarge<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const said = [error instanceof Error ? error.message : '', ...cancellationReasons(error).map((reason) => reason.Message ?? '')];
    if (!said.some((message) => tooLarge.test(message))) throw error;
    throw new AppError('request.too_large', 'This is more than can be kept in one piece: about 400 KB are allowed.');
  }
}

function cancellationReasons(error: unknown): readonly CancellationReason[] {
  return error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
}

function cancellationCodes(error: unknown): readonly string[] {
  return cancellationReasons(error).flatMap((reason) => (reason.Code === undefined ? [] : [reason.Code]));
}
