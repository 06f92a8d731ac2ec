import { createDocumentClient } from '../../adapters/dynamodb/document-client.ts';
import { tokenRoutes } from '../../contracts/routes/token.ts';
import { createHttpHandler } from '../http/create-http-handler.ts';
import { createPublicLimiter } from '../http/public-limiter.ts';
import { environmentOf } from '../runtime/environment.ts';
import { createEndpoints, oauthErrorOf } from './endpoint.ts';

const environment = environmentOf('issue-token');
const tokenUrl = environment.value('tokenUrl');

/** Milliseconds the provider has to answer; the function itself has 15 s. */
const providerMilliseconds = 10_000;

/** Tokens for clients, from the identity provider. */
export const handler = createHttpHandler(
  tokenRoutes,
  createEndpoints({
    // Empty where the provider knows scopes by our own names.
    scopePrefix: environment.optional('scopePrefix'),
    askProvider: async (form, authorization) => {
      const answer = await fetch(tokenUrl, {
        method: 'POST',
        body: form,
        headers: authorization === undefined ? {} : { authorization },
        redirect: 'error',
        signal: AbortSignal.timeout(providerMilliseconds),
      });
      const body: unknown = await answer.json();
      return { status: answer.status, body };
    },
  }),
  {
    problemMembers: oauthErrorOf,
    limiter: createPublicLimiter(
      createDocumentClient(),
      environment.value('requestsTable'),
      environment.whole('rate_limit.public_per_minute'),
    ),
  },
);
