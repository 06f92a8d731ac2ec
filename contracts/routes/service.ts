import * as z from 'zod/mini';
import { health, tokenOut } from '../schemas/service.ts';
import { defineRoutes } from './route.ts';

/** The service about itself (CONTRACT sections 1 and 11). */
export const serviceRoutes = defineRoutes([
  {
    id: 'check-health',
    method: 'GET',
    path: '/health',
    function: 'describe-service',
    tag: 'Service',
    summary: 'Tell whether the service and its parts work',
    responses: { 200: health, 503: health },
  },
  {
    id: 'get-openapi-document',
    method: 'GET',
    path: '/api/v1/openapi.json',
    function: 'describe-service',
    tag: 'Service',
    summary: 'This API as an OpenAPI 3.1 document',
    responses: { 200: z.record(z.string(), z.unknown()) },
  },
  {
    id: 'read-api-page',
    method: 'GET',
    path: '/docs',
    function: 'describe-service',
    tag: 'Service',
    summary: 'This API as a page to read',
    responses: { 200: 'text/html' },
  },
]);

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
      body: z.object({
        /** `client_credentials`; another one is answered as RFC 6749 says, not as a validation error. */
        grant_type: z.optional(z.string()),
        scope: z.optional(z.string()),
        client_id: z.optional(z.string()),
        client_secret: z.optional(z.string()),
      }),
    },
    responses: { 200: tokenOut },
    problems: ['auth.client_invalid', 'auth.request_invalid'],
  },
]);
