import { AppError } from '../../core/errors.ts';

/** The code of the refusal a call ends with, or `not refused`. What is no refusal is thrown on. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'not refused';
}
