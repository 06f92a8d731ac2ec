import { policiesAnswer, policiesIn, policyPage, policyQuery } from '../schemas/policies.ts';
import { defineRoutes } from './route.ts';

const policies = { function: 'manage-policies', tag: 'Policies', path: '/api/v1/dsr/policy' } as const;

/** Policies (CONTRACT section 4). */
export const policyRoutes = defineRoutes([
  {
    ...policies,
    id: 'list-policies',
    method: 'GET',
    scope: 'policy:read',
    summary: 'List policies',
    request: { query: policyQuery },
    responses: { 200: policyPage },
  },
  {
    ...policies,
    id: 'upsert-policies',
    method: 'PATCH',
    scope: 'policy:create_or_update',
    summary: 'Create or update policies',
    request: { body: policiesIn },
    responses: { 200: policiesAnswer },
  },
]);
