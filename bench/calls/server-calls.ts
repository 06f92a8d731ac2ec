import * as z from 'zod/mini';
import type { Dossier } from '../../test/support/start-dossier.ts';

const submitted = z.object({ succeeded: z.tuple([z.object({ id: z.string() })]) });
const counted = z.object({ total: z.int() });

/** Milliseconds between two looks at what the workflow does. */
const pauseMs = 100;

/** The API calls that are measured. */
export interface ServerCalls {
  /** @returns The id of the request. */
  submit(): Promise<string>;
  manualInput(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** Resolves when so many requests have a status: what the workflow does behind one call must not slow the next ones. */
  settle(status: string, count: number): Promise<void>;
}

/** Opens a run for measuring: one manual connection with one field. */
export async function openServerCalls(dossier: Dossier): Promise<ServerCalls> {
  const token = await dossier.token();
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await dossier.call(method, path, { token, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}.`);
    return response.json();
  };
  await call('POST', '/api/v1/connection', { key: 'crm', connection_type: 'manual_request', access: 'read' });
  await call('PATCH', '/api/v1/connection/crm/access_manual_request', { fields: [{ pii_field: 'Email' }] });
  const requests = '/api/v1/privacy-request';
  return {
    submit: async () => {
      const answer = await call('POST', requests, [{ identity: { email: 'jane@example.com' }, policy_key: 'default_access_policy' }]);
      return submitted.parse(answer).succeeded[0].id;
    },
    manualInput: async (id) => void (await call('PATCH', `${requests}/${id}/access_manual_request/crm`, { email: 'jane@example.com' })),
    resume: async (id) => void (await call('POST', `${requests}/${id}/resume_from_requires_input`)),
    settle: async (status, count) => {
      while (counted.parse(await call('GET', `${requests}?status=${status}&size=1`)).total < count) {
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    },
  };
}
