import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import * as z from 'zod/mini';
import { readBody } from '../run/read-body.ts';
import { ServiceError } from './service-error.ts';

/** What answers one operation of a service. Its schema refuses an input of the wrong shape. */
export type Operation = (input: unknown) => object;

/** A service that speaks AWS JSON. */
export interface JsonService {
  /** As messages of our own faults call it. */
  readonly name: string;
  /** Which AWS JSON it speaks. */
  readonly version: '1.0' | '1.1';
  /** Bytes of one call. */
  readonly requestBytes: number;
  /** By the name that stands behind the dot of `X-Amz-Target`. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** What the service calls a call of the wrong shape, and a fault of its own. */
  readonly errors: { readonly shape: string; readonly fault: string };
  /** Looks at a call before anything is done for it. @throws {@link ServiceError} for one that may not be made. */
  admit?(request: IncomingMessage, body: Buffer): Promise<void>;
}

/**
 * Serves the operations of a service over AWS JSON.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export function serveOperations(service: JsonService): Server {
  return createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': `application/x-amz-json-${service.version}`, 'x-amzn-requestid': randomUUID() });
      response.end(JSON.stringify(body));
    };
    try {
      const body = await readBody(request, service.requestBytes);
      await service.admit?.(request, body);
      const operation = service.operations.get(String(request.headers['x-amz-target'] ?? '').split('.')[1] ?? '');
      if (operation === undefined) throw new ServiceError('UnknownOperationException', 'The local run does not have this operation.');
      answer(200, operation(JSON.parse(body.toString('utf8'))));
    } catch (error) {
      if (error instanceof ServiceError) answer(400, { __type: error.type, message: error.message });
      else if (error instanceof z.core.$ZodError || error instanceof SyntaxError) {
        answer(400, { __type: service.errors.shape, message: 'The call is not of the right shape.' });
      } else {
        console.error(error);
        answer(500, { __type: service.errors.fault, message: `The local ${service.name} failed.` });
      }
    }
  });
}
