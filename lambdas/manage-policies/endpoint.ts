import type { policyRoutes } from '../../contracts/routes/policies.ts';
import type { Clock } from '../../core/clock.ts';
import { paginate } from '../../core/paginate.ts';
import type { PolicyStore } from '../../core/policies/ports.ts';
import { upsertPolicies } from '../../core/policies/upsert-policies.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Answers the routes of policies. */
export function createEndpoints(parts: { readonly policies: PolicyStore; readonly clock: Clock }): Endpoints<typeof policyRoutes> {
  return {
    'list-policies': async ({ query }) => ({ status: 200, body: paginate(await parts.policies.all(), query) }),
    'upsert-policies': async ({ body }) => ({ status: 200, body: await upsertPolicies(parts, body) }),
  };
}
