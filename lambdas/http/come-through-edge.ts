import { createHash, timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { edgeHeaders, edgeSecretSeparator } from '../../contracts/edge.ts';
import { environment } from '../../contracts/environment.ts';
import { AppError } from '../../core/errors.ts';

/** What a function knows of the edge in front of it. */
export interface Edge {
  /**
   * Refuses a call that went past the edge, and with it past its limits.
   * @throws AppError `route.not_found`: whoever goes past learns nothing.
   */
  refusePast(event: APIGatewayProxyEventV2): void;
  /** The address of whoever calls, by the word of the edge, else by that of API Gateway. */
  addressOf(event: APIGatewayProxyEventV2): string;
}

/**
 * The edge the environment tells of. Without one every call comes as it should, and API Gateway itself sees who calls.
 * @param variables - The environment of the function.
 */
export function edgeOf(variables: Readonly<Record<string, string | undefined>>): Edge {
  const secrets = (variables[environment.edgeSecrets] ?? '').split(edgeSecretSeparator).filter((secret) => secret !== '');
  const digests = secrets.map(digest);
  const seenByGateway = (event: APIGatewayProxyEventV2) => event.requestContext.http.sourceIp;
  if (digests.length === 0) return { refusePast: () => {}, addressOf: seenByGateway };
  return {
    refusePast: (event) => {
      const sent = digest(event.headers[edgeHeaders.secret] ?? '');
      // Every secret is compared, and each in the same time, whatever was sent.
      const known = digests.filter((one) => timingSafeEqual(one, sent)).length > 0;
      if (!known) throw new AppError('route.not_found', 'There is nothing at this address.');
    },
    addressOf: (event) => withoutPort(event.headers[edgeHeaders.viewer]) ?? seenByGateway(event),
  };
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** The port stands behind the last colon, in IPv6 too: there are no brackets. */
function withoutPort(viewer: string | undefined): string | undefined {
  return /^([0-9a-fA-F.:]+):\d{1,5}$/.exec(viewer ?? '')?.[1];
}
