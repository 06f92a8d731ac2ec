import { createServer } from 'node:http';
import { listenOnLoopback } from '../../local/run/listen-on-loopback.ts';

/** Answers of DynamoDB to the calls of an upload: counted, nothing configured, written. */
const answers: Readonly<Record<string, string>> = { UpdateItem: '{"Attributes":{"calls":{"N":"1"}}}' };

// DynamoDB and S3 as far as an upload needs them. A process of its own, so that its work is not counted as the handler's.
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    const operation = String(request.headers['x-amz-target'] ?? '').split('.')[1];
    if (operation === undefined) response.writeHead(200, { etag: '"0"' }).end();
    else response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end(answers[operation] ?? '{}');
  });
});
server.keepAliveTimeout = 60_000;
console.log(await listenOnLoopback(server));
