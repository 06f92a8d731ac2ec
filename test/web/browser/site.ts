import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Dossier } from '../../support/start-dossier.ts';

/** What a test needs of a running Dossier; it can be handed to another process. */
export interface Site {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly password: string;
  /** Every origin of the run that a page talks to. */
  readonly origins: readonly string[];
}

/** Reads it of a run. The pages' own policy names the origins. */
export async function readSite({ baseUrl, clientId, clientSecret, dataDir }: Dossier): Promise<Site> {
  const content: unknown = JSON.parse(await readFile(join(dataDir, 'local.json'), 'utf8'));
  const { reviewer_password: password } = z.object({ reviewer_password: z.string() }).parse(content);
  const policy = (await fetch(`${baseUrl}/admin/`)).headers.get('content-security-policy') ?? '';
  const connect = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
  return { baseUrl, clientId, clientSecret, password, origins: [baseUrl, ...connect.filter((source) => source.startsWith('http'))] };
}

const token = z.object({ access_token: z.string() });

/** Calls the API with a token for every scope. */
export async function callApi(site: Site, method: string, path: string, body?: unknown): Promise<unknown> {
  const issued = await fetch(`${site.baseUrl}/api/v1/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${site.clientId}:${site.clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const response = await fetch(`${site.baseUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${token.parse(await issued.json()).access_token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

const requestPage = z.object({
  total: z.int(),
  items: z.array(
    z.object({
      id: z.string(),
      status: z.string(),
      custom_privacy_request_fields: z.record(z.string(), z.object({ label: z.string(), value: z.unknown() })),
    }),
  ),
});

/** The requests of one person, by mail address. */
export async function requestsOf(site: Site, email: string) {
  return requestPage.parse(await callApi(site, 'GET', `/api/v1/privacy-request?identity=${encodeURIComponent(email)}`));
}

const bulk = z.object({ succeeded: z.array(z.object({ id: z.string() })), failed: z.array(z.object({ message: z.string() })) });

/** Submits a request by the API. */
export async function submit(site: Site, email: string, fields: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const body = [
    { identity: { email }, policy_key: 'default_access_policy', property_id: 'FDS-A1B2C3', custom_privacy_request_fields: fields, ...more },
  ];
  return bulk.parse(await callApi(site, 'POST', '/api/v1/privacy-request', body));
}
