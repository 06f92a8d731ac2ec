import type { ConnectionType } from '../../contracts/schemas/connection-types.ts';
import type { ConnectionOut } from '../../contracts/schemas/connections.ts';
import type { Page } from '../../contracts/schemas/primitives.ts';
import { type PageRequest, paginate } from '../paginate.ts';
import { describeConnection } from './describe-connection.ts';
import type { ConnectionStore } from './ports.ts';

/** Which connections a list holds. `search` looks into key and name, whatever the case. */
export interface ConnectionFilter {
  readonly search?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly connection_type?: ConnectionType | undefined;
}

/** Lists connections by key (CONTRACT section 2). */
export async function listConnections(
  connections: ConnectionStore,
  filter: ConnectionFilter,
  page: PageRequest,
): Promise<Page<ConnectionOut>> {
  const search = filter.search?.trim().toLowerCase() ?? '';
  const found = (await connections.all()).filter(
    (connection) =>
      (filter.disabled === undefined || connection.disabled === filter.disabled) &&
      (filter.connection_type === undefined || connection.connection_type === filter.connection_type) &&
      (search === '' || connection.key.toLowerCase().includes(search) || (connection.name ?? '').toLowerCase().includes(search)),
  );
  return paginate(found.map(describeConnection), page);
}

/** What a test of a connection says. */
export interface ConnectionTestResult {
  readonly test_status: 'succeeded' | 'failed';
  readonly failure_reason?: string;
}

/** Tells whether a manual connection can be used: it needs fields (CONTRACT section 2). */
export function testManualConnection(connection: { manual_request: object | null }): ConnectionTestResult {
  if (connection.manual_request === null) {
    return { test_status: 'failed', failure_reason: 'No fields are defined for this manual request yet, so nobody can be asked for them.' };
  }
  return { test_status: 'succeeded' };
}
