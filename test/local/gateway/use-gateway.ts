import type { Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { InvocationResult } from '../../../local/functions/invocation.ts';
import { makeTokenCheck } from '../../../local/gateway/check-token.ts';
import { type Gateway, serveGateway } from '../../../local/gateway/serve-gateway.ts';
import { audience, type IdentityProvider, startIdentityProvider } from '../../../local/identity/start-identity-provider.ts';
import { closeServer, listenOnLoopback } from '../../../local/run/listen-on-loopback.ts';

/** What a function is handed, as far as tests look at it. */
interface Event {
  readonly [key: string]: unknown;
  readonly headers: Record<string, string>;
  readonly requestContext: Record<string, unknown>;
  readonly body?: string;
}

/** What a function answers. */
export function ok(value: unknown): InvocationResult {
  return { ok: true, value };
}

/** Reads a problem. @returns Its status and its code. */
export async function problem(response: Response): Promise<[number, string]> {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = (await response.json()) as { status: number; code: string; request_id: string };
  expect(body.status).toBe(response.status);
  expect(body.request_id).not.toBe('');
  return [response.status, body.code];
}

/** The local gateway over functions that a test plays, with an identity provider beside it. */
class TestGateway {
  /** The calls of functions in this test, in order. */
  events: { readonly name: string; readonly event: Event }[] = [];
  /** What the functions answer; each test may set its own. */
  answer: () => InvocationResult = () => ok(null);
  /** Whether the functions are there yet. */
  ready = true;
  readonly #requestMs: number;
  #identity: IdentityProvider | undefined;
  #server: Server | undefined;
  #url = '';

  constructor(requestMs: number) {
    this.#requestMs = requestMs;
  }

  get url(): string {
    return this.#url;
  }

  get identity(): IdentityProvider {
    if (this.#identity === undefined) throw new Error('The gateway is not open.');
    return this.#identity;
  }

  async open(): Promise<void> {
    this.#identity = await startIdentityProvider();
    const { issuer, jwksUrl } = this.#identity;
    const gateway: Gateway = {
      checkToken: makeTokenCheck(issuer, audience, jwksUrl),
      invoke: async (name, event) => {
        this.events.push({ name, event: JSON.parse(JSON.stringify(event)) });
        return this.answer();
      },
    };
    this.#server = serveGateway(() => (this.ready ? gateway : undefined), this.#requestMs);
    this.#url = await listenOnLoopback(this.#server);
  }

  reset(): void {
    this.events = [];
    this.answer = () => ok({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
    this.ready = true;
  }

  async close(): Promise<void> {
    if (this.#server !== undefined) await closeServer(this.#server, 100);
    await this.#identity?.stop();
  }

  /** The last call of a function. */
  last(): { readonly name: string; readonly event: Event } {
    const found = this.events.at(-1);
    if (found === undefined) throw new Error('No function was called.');
    return found;
  }

  token(scope?: string): Promise<Response> {
    const { id, secret } = this.identity.client;
    return fetch(this.identity.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
    });
  }

  /** The header of a caller with a token. */
  async bearer(scope?: string): Promise<string> {
    return `Bearer ${((await (await this.token(scope)).json()) as { access_token: string }).access_token}`;
  }

  /** Sends bytes as they are and gives back all that comes. */
  raw(text: string): Promise<string> {
    return new Promise((resolve) => {
      const socket = connect(Number(new URL(this.url).port), '127.0.0.1');
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk.toString();
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(received));
      socket.write(text);
    });
  }
}

/**
 * Gives a test file a gateway of its own, which is open while its tests run.
 * @param requestMs - Milliseconds a call may take to arrive; by default no busy machine misses them.
 */
export function useGateway(requestMs = 20_000): TestGateway {
  const gateway = new TestGateway(requestMs);
  beforeAll(() => gateway.open());
  beforeEach(() => gateway.reset());
  afterAll(() => gateway.close());
  return gateway;
}
