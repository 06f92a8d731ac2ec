import type { intakeRoutes } from '../../contracts/routes/intake.ts';
import { readIntake, replaceIntake } from '../../core/intake/configure-intake.ts';
import type { IntakeStore } from '../../core/intake/ports.ts';
import type { PolicyStore } from '../../core/policies/ports.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Answers the routes of the intake configuration. */
export function createEndpoints(parts: { readonly intake: IntakeStore; readonly policies: PolicyStore }): Endpoints<typeof intakeRoutes> {
  return {
    'get-intake-config': async ({ query }) => ({ status: 200, body: await readIntake(parts.intake, query.property_id) }),
    'replace-intake-config': async ({ body }) => ({ status: 200, body: await replaceIntake(parts, body) }),
  };
}
