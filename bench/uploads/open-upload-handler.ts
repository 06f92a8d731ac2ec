import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { settingVariable } from '../../contracts/setting-variable.ts';
import type { HttpHandler } from '../../lambdas/http/create-http-handler.ts';
import { loadSettings, readSettingsFile } from '../../local/settings/load-settings.ts';
import { makeCredentials, setEnvironment } from '../../local/settings/make-environment.ts';
import { memoryStores } from './memory-stores.ts';

/** The function of uploads in this process. */
export interface UploadHandler {
  /** Handles one event, given as Lambda gets it: as text. */
  handle(eventText: string): Promise<void>;
  close(): void;
}

const answer = z.object({ statusCode: z.literal(200) });

/** Makes the upload function's handler over stores in this process: its own work, without the calls of the SDK. */
export async function makeUploadHandler(): Promise<UploadHandler> {
  silenceLog();
  const [{ createHttpHandler }, { createEndpoints }, { uploadRoutes }] = await Promise.all([
    import('../../lambdas/http/create-http-handler.ts'),
    import('../../lambdas/upload-attachment/endpoint.ts'),
    import('../../contracts/routes/attachments.ts'),
  ]);
  const handler = createHttpHandler(uploadRoutes, createEndpoints(memoryStores), { limiter: { take: async () => ({ allowed: true }) } });
  return { handle: handleWith(handler), close: () => {} };
}

/** Loads the upload function as it is deployed, over stores in another process that answer at once. */
export async function openUploadHandler(): Promise<UploadHandler> {
  const stub = spawn(process.execPath, [fileURLToPath(new URL('stub-stores.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => createInterface({ input: stub.stdout }).once('line', resolve));
  const settings = loadSettings(readSettingsFile(), {
    [settingVariable('execution.allow_custom_privacy_request_field_collection')]: 'true',
    [settingVariable('execution.allow_custom_privacy_request_file_upload')]: 'true',
  });
  const endpoints = { dynamodb: url, s3: url, stepFunctions: url, lambda: url, mail: url, token: url, secrets: url };
  setEnvironment(process.env, endpoints, makeCredentials(), settings.variables);
  silenceLog();
  const { handler } = await import('../../lambdas/upload-attachment/handler.ts');
  return { handle: handleWith(handler), close: () => void stub.kill() };
}

/** The lines of its log are no part of the work that is measured. */
function silenceLog(): void {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
}

function handleWith(handler: HttpHandler): UploadHandler['handle'] {
  const context = { awsRequestId: randomUUID() };
  return async (eventText) => {
    answer.parse(await handler(JSON.parse(eventText), context as Context));
  };
}

/** An upload of a PDF of so many bytes, which do not repeat as those of a packed image do not, as the text of its event. */
export function makeUploadEvent(bytes: number): { readonly text: string } {
  const boundary = 'bench-0123456789';
  const head = (name: string, more = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const file = Buffer.concat([Buffer.from('%PDF-1.4\n% '), randomBytes(bytes), Buffer.from('\n%%EOF\n')]);
  const body = Buffer.concat([
    Buffer.from(
      `${head('policy_key')}default_access_policy\r\n${head('field_name')}supporting_documents\r\n${head('file', '; filename="a.pdf"')}`,
    ),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const path = '/api/v1/privacy-request/attachment';
  const event = {
    version: '2.0',
    routeKey: `POST ${path}`,
    rawPath: path,
    rawQueryString: '',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    requestContext: { http: { method: 'POST', path, sourceIp: '127.0.0.1' }, requestId: 'bench' },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
  return { text: JSON.stringify(event) };
}
