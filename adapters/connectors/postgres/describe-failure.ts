import { SourceError } from '../../../core/sources/connector.ts';

/** What was asked when it failed. */
export interface Asked {
  readonly collection: string;
  readonly fields: readonly string[];
}

const unreachable = 'The database cannot be reached: it does not take connections at the address of the connection.';
const lost = 'The connection to the database broke off.';

/** Failures on the way to the server, by Node's codes. */
const wayFailures: Readonly<Record<string, readonly [SourceError['kind'], string]>> = {
  ECONNREFUSED: ['again', unreachable],
  EHOSTUNREACH: ['again', unreachable],
  ENETUNREACH: ['again', unreachable],
  ETIMEDOUT: ['again', unreachable],
  ECONNRESET: ['again', lost],
  EPIPE: ['again', lost],
  EAI_AGAIN: ['again', 'The database’s host name could not be looked up.'],
  ENOTFOUND: ['failed', 'The database’s host name is not known.'],
};

/** What PostgreSQL refuses, by its codes. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const refusals: Readonly<Record<string, readonly [SourceError['kind'], string]>> = {
  '28P01': ['failed', 'The database refuses the user name or the password.'],
  '28000': ['failed', 'The database refuses the user name or the password.'],
  '3D000': ['failed', 'The server has no database of this name.'],
  '3F000': ['failed', 'The database has no schema of this name.'],
  '57014': ['again', 'The database took too long to answer.'],
};

/** Classes of codes that pass by themselves: connection, rollback, resources, an operator who ends the server. */
const passing = ['08', '40', '53', '57'];

/**
 * Says in words what went wrong with a database. What the database says itself is not handed on: it can hold what a row holds.
 * @param timedOut - The reading was broken off because its time was over.
 */
export function describeFailure(error: unknown, timedOut: boolean, asked?: Asked): SourceError {
  if (error instanceof SourceError) return error;
  if (timedOut) return new SourceError('again', 'The database did not answer in time.');
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : '';
  const known = wayFailures[code] ?? refusals[code];
  if (known !== undefined) return new SourceError(...known);
  if (code === '42P01') return new SourceError('failed', `The database has no table for the collection '${asked?.collection ?? ''}'.`);
  if (code === '42703') return new SourceError('failed', missingField(message, asked));
  if (code === '42501') return new SourceError('failed', `The database’s user may not read the collection '${asked?.collection ?? ''}'.`);
  if (passing.some((start) => code.startsWith(start)) && code.length === 5)
    return new SourceError('again', 'The database is not available.');
  if (/does not support SSL/.test(message)) {
    return new SourceError('failed', 'The database does not take encrypted connections. Where that is meant, set ssl_mode to disable.');
  }
  if (/CERT|ERR_TLS|UNABLE_TO_|SELF_SIGNED/.test(code)) {
    return new SourceError('failed', 'The database’s certificate is not trusted, or is not for this host. Set ssl_ca to its authority’s.');
  }
  if (/terminated|timeout|ended|closed/i.test(message)) return new SourceError('again', lost);
  return new SourceError('failed', `The database refused the query${/^[0-9A-Z]{5}$/.test(code) ? ` (code ${code})` : ''}.`);
}

/** Codes of a key that is no value of the field's type: letters for a number, a number out of range, no date, no such comparison. */
const otherKind: readonly string[] = ['22P02', '22003', '22007', '22008', '42883'];

/** Whether a key was of another kind than the field. */
export function isOtherKind(error: unknown): boolean {
  return otherKind.includes(codeOf(error));
}

function missingField(message: string, asked: Asked | undefined): string {
  const named = asked?.fields.find((field) => message.includes(`"${field}"`) || message.includes(`.${field} `));
  const which = named === undefined ? 'a field' : `the field '${named}'`;
  return `The table of the collection '${asked?.collection ?? ''}' has no column for ${which}.`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
