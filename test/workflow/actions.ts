import { expect, vi } from 'vitest';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { LogEntry } from '../../contracts/schemas/log.ts';
import type { StoredStatus } from '../../contracts/statuses.ts';
import { executionName } from '../../contracts/workflow.ts';
import { dataSubjectActor } from '../../core/caller.ts';
import { deleteConnection } from '../../core/connections/delete-connection.ts';
import { upsertConnections } from '../../core/connections/upsert-connections.ts';
import { defineFields, deleteFields } from '../../core/manual-requests/define-fields.ts';
import { recordManualInput } from '../../core/manual-requests/record-manual-input.ts';
import { deleteRequest, packageKey } from '../../core/privacy-requests/delete-request.ts';
import { makeLogEntry } from '../../core/privacy-requests/log-entry.ts';
import { resumeRequest } from '../../core/privacy-requests/resume-request.ts';
import { retryRequest } from '../../core/privacy-requests/retry-request.ts';
import { reviewRequests } from '../../core/privacy-requests/review-requests.ts';
import { startExecution } from '../../core/privacy-requests/start-execution.ts';
import { readPackageJson } from '../support/read-package-json.ts';
import { sampleRequest } from '../support/samples.ts';
import type { Harness } from './start-harness.ts';

/** The person of every workflow test: nothing of it may be in a log. */
export const marker = {
  email: 'marker.lovelace@example.com',
  name: 'Marker Lovelace',
  answer: 'MARKER-ANSWER-7f3a',
  /** Tokens of the local Step Functions begin so. */
  token: /TASK[A-Za-z0-9_-]{60}/,
};

/** Milliseconds a condition may take on a busy machine. */
export const patience = { timeout: 20_000, interval: 15 };

const reviewer = 'reviewer-client';

/** What people and clients do with Dossier, in the words of its API, on top of a harness. */
export function makeActions(harness: Harness) {
  const { parts } = harness;
  const find = async (id: string): Promise<StoredRequest> => {
    const request = await parts.requests.find(id);
    if (request === undefined) throw new Error('The request is gone.');
    return request;
  };
  const statusOf = async (id: string) => (await find(id)).status;
  const log = async (id: string): Promise<readonly LogEntry[]> => (await parts.requests.readLog(id, { page: 1, size: 1_000 }))?.items ?? [];
  const field = (label: string) => ({ pii_field: `Question ${label}`, dsr_package_label: label, types: ['string' as const] });
  const actions = {
    find,
    statusOf,
    log,
    /** How often the log tells of an event. */
    count: async (id: string, event: LogEntry['event']) => (await log(id)).filter((entry) => entry.event === event).length,
    /** Creates a manual connection where there is none, and gives it fields. */
    define: async (key: string, ...labels: readonly string[]) => {
      const answer = await upsertConnections(parts, [{ key, name: key, connection_type: 'manual_request', access: 'read' }]);
      expect(answer.failed).toEqual([]);
      await defineFields(parts, key, labels.map(field), 'replace');
    },
    undefine: (key: string) => deleteFields(parts, key),
    remove: (key: string) => deleteConnection(parts, key),
    disable: async (key: string, disabled = true) => {
      const answer = await upsertConnections(parts, [{ key, connection_type: 'manual_request', access: 'read', disabled }]);
      expect(answer.failed).toEqual([]);
    },
    /** Takes a request of the marker person in, as the submission does once it has judged it. */
    submit: async (action: 'access' | 'erasure' = 'access'): Promise<string> => {
      const at = new Date().toISOString();
      const id = parts.makeId('privacyRequest');
      const policy = { key: `default_${action}_policy`, name: 'Policy', action_type: action };
      const identity = { email: marker.email, name: marker.name };
      const request = sampleRequest(id, { created_at: at, updated_at: at, due_at: at, policy, identity });
      const stored = await parts.requests.create(request, [makeLogEntry(parts, 'submitted', dataSubjectActor, { status: 'approved' })], []);
      expect(stored).toBe(true);
      await startExecution(parts, request);
      return id;
    },
    enter: (id: string, key: string, values: Readonly<Record<string, string | null>>) =>
      recordManualInput(parts, id, key, values, reviewer),
    resume: (id: string) => resumeRequest(parts, id, reviewer),
    retry: (id: string) => retryRequest(parts, id, reviewer),
    cancel: (id: string) => reviewRequests(parts, 'cancel', [id], null, reviewer),
    eraseRequest: (id: string) => deleteRequest(parts, id, reviewer),
    /** Waits until a request is in one of the statuses. */
    until: async (id: string, ...statuses: readonly StoredStatus[]): Promise<StoredRequest> =>
      vi.waitFor(async () => {
        const request = await find(id);
        expect(statuses).toContain(request.status);
        return request;
      }, patience),
    untilEnded: async (id: string, attempt = 1) =>
      vi.waitFor(async () => expect(await parts.workflow.describe(id, attempt)).toBe('ended'), patience),
    states: (id: string, attempt = 1) => harness.entered(executionName(id, attempt)),
    /** What `package.json` of a finished request holds. */
    package: async (id: string): Promise<unknown> => {
      const bytes = await harness.readPackage(packageKey(id));
      return bytes === undefined ? undefined : readPackageJson(bytes);
    },
    /** Takes every connection and every open request away, past all rules, so that tests do not meet. */
    reset: async () => {
      harness.intercepts.clear();
      harness.refusedCalls.clear();
      for (const { key } of await parts.connections.all()) await parts.connections.remove(key);
      for (const status of ['pending', 'approved', 'in_processing', 'requires_input', 'resuming', 'error'] as const) {
        for await (const id of parts.requests.idsByStatus(status)) await actions.cancel(id);
      }
      await harness.idle();
      harness.calls.length = 0;
    },
    /** Fails where anything of the marker person was printed so far. */
    expectNothingPersonalPrinted: () => {
      const printed = harness.output.text();
      for (const personal of [marker.email, marker.name, marker.answer]) expect(printed.includes(personal)).toBe(false);
      expect(marker.token.test(printed)).toBe(false);
    },
  };
  return actions;
}
