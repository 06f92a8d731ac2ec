import type { ServerResponse } from 'node:http';
import * as z from 'zod/mini';

/** What a function answers to API Gateway. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const answerSchema = z.object({
  statusCode: z.int().check(z.gte(200), z.lte(599)),
  headers: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
});

/** A checked answer. */
export type Answer = z.output<typeof answerSchema>;

/** Reads a function's answer; undefined for one that API Gateway would not take. */
export function readAnswer(value: unknown): Answer | undefined {
  const parsed = answerSchema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** Writes an answer, with the id under which the log knows the call. */
export function writeAnswer(response: ServerResponse, answer: Answer, requestId: string): void {
  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded = false } = answer;
  for (const [name, value] of Object.entries(headers)) {
    response.setHeader(name, String(value));
  }
  if (cookies !== undefined) {
    response.setHeader('set-cookie', cookies);
  }
  response.setHeader('apigw-requestid', requestId);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (statusCode === 204 || statusCode === 304) {
    response.writeHead(statusCode).end();
    return;
  }
  if (bytes.length > 0 && !response.hasHeader('content-type')) {
    response.setHeader('content-type', 'text/plain;charset=utf-8');
  }
  response.setHeader('content-length', bytes.length);
  response.writeHead(statusCode).end(bytes);
}
