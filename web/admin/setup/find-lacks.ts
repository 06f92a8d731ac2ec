import { type Connection, getDatasets } from '../../client/generated.ts';
import { Problem } from '../../client/problem.ts';
import type { Session } from '../session/session.ts';

/** Something a connection needs before it is of use. */
export type Lack = 'fields' | 'secrets' | 'datasets';

/** A connection with what it still needs. */
export interface CheckedConnection {
  readonly connection: Connection;
  readonly lacks: readonly Lack[];
}

/** Finds what a connection still needs, as far as the service tells: whether its secrets are right only a test of the connection shows. */
export async function checkConnection(session: Session, connection: Connection, signal: AbortSignal): Promise<CheckedConnection> {
  if (connection.connection_type === 'manual_request') return { connection, lacks: connection.incomplete === true ? ['fields'] : [] };
  const lacks: readonly (Lack | false)[] = [
    Object.keys(connection.secrets ?? {}).length === 0 && 'secrets',
    !(await hasDatasets(session, connection.key, signal)) && 'datasets',
  ];
  return { connection, lacks: lacks.filter((lack) => lack !== false) };
}

async function hasDatasets(session: Session, key: string, signal: AbortSignal): Promise<boolean> {
  try {
    return (await session.call(getDatasets, { path: { key } }, { signal })).datasets.length > 0;
  } catch (error) {
    if (error instanceof Problem && error.code === 'dataset.not_found') return false;
    throw error;
  }
}

/** What a connection needs, for its badge. */
export function nameLacks(lacks: readonly Lack[]): string {
  return `Needs ${lacks.join(' and ')}`;
}

/** What follows from it, and what to do, in a sentence for each. */
export const lackSentences: Readonly<Record<Lack, string>> = {
  fields: 'This connection asks nothing yet. Requests pass it by until its fields are defined.',
  secrets: 'This connection cannot log in to its source: its secrets, such as address and password, are not set yet.',
  datasets: 'Nothing says yet what to read here. Requests pass this connection by until it has datasets.',
};
