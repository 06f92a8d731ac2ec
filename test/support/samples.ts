import type { StoredConnection } from '../../contracts/items/connection.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { Field } from '../../contracts/schemas/field.ts';
import type { Clock } from '../../core/clock.ts';
import { createIdMaker } from '../../core/ids.ts';
import { versionOf } from '../../core/manual-requests/derive-fields.ts';

/** A clock that a test sets. */
export interface TestClock extends Clock {
  set(time: string): void;
  advance(seconds: number): void;
}

/** A clock that stands until a test moves it. */
export function makeClock(start = '2026-03-01T12:00:00.000Z'): TestClock {
  let now = new Date(start).getTime();
  return {
    now: () => new Date(now),
    set: (time) => {
      now = new Date(time).getTime();
    },
    advance: (seconds) => {
      now += seconds * 1_000;
    },
  };
}

/** Ids whose time part is the given clock's and whose random part counts up, so that their order is known. */
export function makeIds(clock: Clock) {
  let count = 0;
  return createIdMaker(clock, (length) => {
    count += 1;
    const digits = [...count.toString(32).padStart(length, '0')].map((digit) => Number.parseInt(digit, 32));
    return Uint8Array.from(digits);
  });
}

/** Fields with the given labels. */
export function fieldsOf(...labels: readonly string[]): Field[] {
  return labels.map((label) => ({ pii_field: `Name of ${label}`, dsr_package_label: label, types: ['string'], data_categories: null }));
}

/** A manual connection with fields under the given labels; none where there are no labels. */
export function manualConnection(key: string, labels: readonly string[] = [], more: Partial<StoredConnection> = {}): StoredConnection {
  const fields = fieldsOf(...labels);
  return {
    key,
    name: key,
    description: null,
    connection_type: 'manual_request',
    access: 'read',
    disabled: false,
    secrets: null,
    datasets: [],
    manual_request: labels.length === 0 ? null : { id: `man_${key}`, fields, version: versionOf(fields) },
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    revision: 1,
    ...more,
  };
}

/** A request as it is stored. */
export function sampleRequest(id: string, more: Partial<StoredRequest> = {}): StoredRequest {
  return {
    id,
    status: 'approved',
    policy: { key: 'default_access_policy', name: 'Default access policy', action_type: 'access' },
    property_id: null,
    external_id: null,
    location: null,
    identity: { email: 'ada@example.com' },
    custom_fields: {},
    created_at: '2026-03-01T12:00:00.000Z',
    updated_at: '2026-03-01T12:00:00.000Z',
    due_at: '2026-04-15T12:00:00.000Z',
    started_processing_at: null,
    finished_at: null,
    reviewed_at: null,
    reviewed_by: null,
    reason: null,
    failure: null,
    attempt: 1,
    manual_sources: null,
    automatic_sources: null,
    package_key: null,
    ...more,
  };
}
