import { packageLinkQuery } from '../schemas/packages.ts';
import { requestsPath } from './paths.ts';
import { defineRoutes } from './route.ts';

/** The download by the link of a person's mail (CONTRACT section 9): its own function, since anybody may call it. */
export const packageRoutes = defineRoutes([
  {
    id: 'open-access-package',
    method: 'GET',
    path: `${requestsPath}/{id}/access-package`,
    function: 'deliver-package',
    tag: 'Privacy requests',
    summary: 'Download the finished package by the link of the mail',
    description: 'Leads to the ZIP file. Every use is counted and stands in the request’s log.',
    request: { query: packageLinkQuery },
    responses: { 302: null },
    problems: ['package.token_invalid', 'package.token_foreign', 'package.not_found'],
  },
]);
