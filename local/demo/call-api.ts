import * as z from 'zod/mini';
import type { FoundDossier } from './find-dossier.ts';

const tokenAnswer = z.object({ access_token: z.string() });
const failures = z.object({ failed: z._default(z.array(z.object({ message: z.string() })), []) });

/** Calls the API with every scope. */
export type CallApi = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Gets a token, and gives what calls with it. */
export async function openApi({ baseUrl, clientId, clientSecret }: FoundDossier): Promise<CallApi> {
  const answer = await fetch(`${baseUrl}/api/v1/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = tokenAnswer.parse(await answer.json());
  return async (method, path, body) => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const content: unknown = await response.json();
    const failed = failures.safeParse(content);
    if (!response.ok || (failed.success && failed.data.failed.length > 0)) {
      throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(content)}`);
    }
    return content;
  };
}
