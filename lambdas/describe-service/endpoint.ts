import type { serviceRoutes } from '../../contracts/routes/service.ts';
import type { Endpoints } from '../http/endpoint.ts';
import { apiPage, openApiDocument } from './documents.ts';

/** A part the service stands on: it throws where the part does not answer. */
export type HealthProbe = () => Promise<void>;

/** A probe's own sentence about what is wrong; of any other error nothing is told. */
export class ProbeFailure extends Error {}

/** What describing the service needs. */
export interface DescribeServiceParts {
  /** Probes by the name of the part; `off` for a part that is switched off. */
  readonly probes: Readonly<Record<string, HealthProbe | 'off'>>;
  readonly version: string;
}

type CheckOutcome = { readonly status: 'ok' } | { readonly status: 'off' } | { readonly status: 'failed'; readonly detail: string };

/** Milliseconds a part has to answer: less than what the caller of a health check usually waits. */
const probeMilliseconds = 5_000;

/** Answers what the service says about itself. */
export function createEndpoints(parts: DescribeServiceParts): Endpoints<typeof serviceRoutes> {
  return {
    'check-health': async () => {
      const checks = await Promise.all(
        Object.entries(parts.probes).map(async ([name, probe]): Promise<[string, CheckOutcome]> => [name, await runProbe(probe)]),
      );
      const healthy = checks.every(([, check]) => check.status !== 'failed');
      return { status: healthy ? 200 : 503, body: { status: healthy ? 'ok' : 'degraded', checks: Object.fromEntries(checks) } };
    },
    'get-openapi-document': async () => ({ status: 200, body: { ...openApiDocument(parts.version) } }),
    'read-api-page': async () => {
      const { html, contentSecurityPolicy } = apiPage(parts.version);
      return {
        status: 200,
        body: html,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': contentSecurityPolicy,
          'referrer-policy': 'no-referrer',
        },
      };
    },
  };
}

async function runProbe(probe: HealthProbe | 'off'): Promise<CheckOutcome> {
  if (probe === 'off') return { status: 'off' };
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('late')), probeMilliseconds);
  try {
    await Promise.race([probe(), late]);
    return { status: 'ok' };
  } catch (error) {
    return { status: 'failed', detail: error instanceof ProbeFailure ? error.message : 'This part does not answer.' };
  } finally {
    clearTimeout(timer);
  }
}
