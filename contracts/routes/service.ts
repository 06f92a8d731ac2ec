import { health, openApiOut } from '../schemas/service.ts';
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
    responses: { 200: openApiOut },
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
