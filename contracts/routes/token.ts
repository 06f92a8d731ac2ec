import { tokenIn, tokenOut } from '../schemas/token.ts';
import { defineRoutes } from './route.ts';

/** The token endpoint (RFC 6749). The identity provider answers it: Cognito on AWS, the local provider in the local run. */
export const tokenRoutes = defineRoutes([
  {
    id: 'issue-token',
    method: 'POST',
    path: '/api/v1/oauth/token',
    function: 'issue-token',
    tag: 'Service',
    bodyKind: 'form',
    summary: 'Get a bearer token for a client',
    description: 'Client credentials, by HTTP Basic or in the form. Ask for scopes by `scope`, separated by spaces.',
    request: {
      body: tokenIn,
    },
    responses: { 200: tokenOut },
    problems: ['auth.client_invalid', 'auth.request_invalid'],
  },
]);
