import { intakeConfig, intakeQuery } from '../schemas/intake.ts';
import { defineRoutes } from './route.ts';

const intake = { function: 'configure-intake', tag: 'Intake form', path: '/api/v1/privacy-center/config' } as const;

/** The intake configuration (CONTRACT section 5). */
export const intakeRoutes = defineRoutes([
  {
    ...intake,
    id: 'get-intake-config',
    method: 'GET',
    summary: 'Read what people can ask for, and the form that asks it',
    request: { query: intakeQuery },
    responses: { 200: intakeConfig },
    problems: ['intake.property_not_found'],
  },
  {
    ...intake,
    id: 'replace-intake-config',
    method: 'PUT',
    scope: 'config:update',
    summary: 'Replace the intake configuration',
    description: 'Replaced whole, and refused whole if anything in it is wrong.',
    request: { body: intakeConfig },
    responses: { 200: intakeConfig },
    problems: ['intake.invalid'],
  },
]);
