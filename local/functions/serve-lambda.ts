import { createServer, type Server, type ServerResponse } from 'node:http';
import { limits } from '../../contracts/limits.ts';
import { BodyTooLarge, readBody } from '../run/read-body.ts';
import type { Invokable } from './function-host.ts';

const invocationPath = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * Lambda's Invoke, for functions that call functions.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function serveLambda(host: Invokable): Server {
  return createServer(async (request, response) => {
    try {
      const path = (request.url ?? '').split('?')[0] ?? '';
      const name = decodeURIComponent(invocationPath.exec(path)?.[1] ?? '')
        .split(':')
        .at(-1);
      if (request.method !== 'POST' || name === undefined || !host.has(name)) {
        refuse(response, 404, 'ResourceNotFoundException', 'There is no such function.');
        return;
      }
      const body = (await readBody(request, limits.lambdaEventBytes)).toString('utf8');
      const payload: unknown = body === '' ? {} : JSON.parse(body);
      if (request.headers['x-amz-invocation-type'] === 'Event') {
        void host.invoke(name, payload);
        response.writeHead(202).end();
        return;
      }
      const result = await host.invoke(name, payload);
      response.writeHead(200, {
        'content-type': 'application/json',
        'x-amz-executed-version': '$LATEST',
        ...(result.ok ? {} : { 'x-amz-function-error': 'Unhandled' }),
      });
      response.end(JSON.stringify(result.ok ? result.value : result.error));
    } catch (error) {
      if (error instanceof BodyTooLarge) {
        refuse(response, 413, 'RequestEntityTooLargeException', `The payload is larger than ${limits.lambdaEventBytes} bytes.`);
      } else {
        refuse(response, 400, 'InvalidRequestContentException', 'The payload is not valid JSON.');
      }
    }
  });
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
  response.end(JSON.stringify({ Type: 'User', Message: message }));
}
