import { randomUUID } from 'node:crypto';
import type { FieldIn } from '../../../contracts/schemas/manual-requests.ts';
import type { Api } from './open-api.ts';

/** A key no other test uses. */
export function freshKey(start = 'key'): string {
  return `${start}_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
}

/** Creates a manual connection with fields, one for each label. */
export async function makeManual(api: Api, labels: readonly string[], key = freshKey('manual')): Promise<string> {
  await api.ok('create-connections', { body: { key, connection_type: 'manual_request', access: 'read' } });
  await defineFields(api, key, labels);
  return key;
}

/** Defines fields of a connection, one for each label. */
export async function defineFields(api: Api, key: string, labels: readonly string[]): Promise<void> {
  const fields: Pick<FieldIn, 'pii_field' | 'dsr_package_label'>[] = labels.map((label) => ({
    pii_field: `Field ${label}`,
    dsr_package_label: label,
  }));
  await api.ok('define-fields', { params: { key }, body: { fields } });
}

/** Deletes every connection, so that a request waits for nothing but what its test defines. */
export async function clearConnections(api: Api): Promise<void> {
  for (;;) {
    const { items } = await api.ok('list-connections', { query: 'size=100' });
    if (items.length === 0) return;
    for (const { key } of items) await api.call('delete-connection', { params: { key } });
  }
}
