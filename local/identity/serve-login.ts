import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { limits } from '../../contracts/limits.ts';
import { readBody } from '../run/read-body.ts';
import { isPassword, reviewer } from './desk-client.ts';
import { loginErrorPage, loginPage, sendPage } from './login-page.ts';

/** What the login page needs. */
export interface LoginInput {
  readonly provider: Provider;
  /** The password of this run. */
  readonly password: string;
  /** Origins of the desk, where a login ends. */
  readonly origins: readonly string[];
}

/** Answers the login page, and what is typed there. */
export async function serveLogin(
  { provider, password, origins }: LoginInput,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      sendPage(response, 200, loginPage(false), origins);
      return;
    }
    const form = new URLSearchParams((await readBody(request, limits.fieldNameCharacters * 10)).toString('utf8'));
    if (!isPassword(form.get('password') ?? '', password)) {
      sendPage(response, 401, loginPage(true), origins);
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: reviewer } });
  } catch {
    // An interaction that is over, or that this run never began.
    if (!response.headersSent) sendPage(response, 400, loginErrorPage('This login has expired.'), origins);
  }
}
