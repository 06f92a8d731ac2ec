import type { packageRoutes } from '../../contracts/routes/packages.ts';
import { type OpenParts, openPackage } from '../../core/delivery/open-package.ts';
import type { Endpoints } from '../http/endpoint.ts';

/** Answers the link of a person's mail. */
export function createEndpoints(parts: OpenParts): Endpoints<typeof packageRoutes> {
  return {
    'open-access-package': async ({ params, query }) => ({
      status: 302,
      // The address holds a secret: it must not travel on to where it leads, nor be kept on the way.
      headers: { location: await openPackage(parts, params.id ?? '', query.token), 'referrer-policy': 'no-referrer' },
    }),
  };
}
