import { randomBytes, randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';
import * as z from 'zod/mini';
import { settingVariable } from '../../contracts/setting-variable.ts';
import type { HttpHandler } from '../../lambdas/http/create-http-handler.ts';
import { loadSettings, readSettingsFile } from '../../local/settings/load-settings.ts';
import { makeCredentials, setEnvironment } from '../../local/settings/make-environment.ts';
import { memoryStores } from './memory-stores.ts';

/** Handles one event of an upload, given as Lambda gets it: as text. */
export type HandleUpload = (eventText: string) => Promise<void>;

const answer = z.object({ statusCode: z.literal(200) });

/** Makes the upload function's handler over stores in this process: its own work, without the calls of the SDK. */
export async function makeUploadHandler(): Promise<HandleUpload> {
  silenceLog();
  const [{ createHttpHandler }, { createEndpoints }, { uploadRoutes }] = await Promise.all([
    import('../../lambdas/http/create-http-handler.ts'),
    import('../../lambdas/upload-attachment/endpoint.ts'),
    import('../../contracts/routes/attachments.ts'),
  ]);
  const handler = createHttpHandler(uploadRoutes, createEndpoints(memoryStores), { limiter: { take: async () => ({ allowed: true }) } });
  return handleWith(handler);
}

/**
 * Loads the upload function as it is deployed.
 * @param storesUrl - Where its stores answer; whatever calls AWS in this process from now on finds them there too.
 */
export async function openUploadFunction(storesUrl: string): Promise<HandleUpload> {
  const settings = loadSettings(readSettingsFile(), {
    [settingVariable('execution.allow_custom_privacy_request_field_collection')]: 'true',
    [settingVariable('execution.allow_custom_privacy_request_file_upload')]: 'true',
  });
  const url = storesUrl;
  const endpoints = { dynamodb: url, s3: url, stepFunctions: url, lambda: url, mail: url, token: url, secrets: url };
  setEnvironment(process.env, endpoints, makeCredentials(), settings.variables);
  silenceLog();
  const { handler } = await import('../../lambdas/upload-attachment/handler.ts');
  return handleWith(handler);
}

/** The lines of its log are no part of the work that is measured. */
function silenceLog(): void {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
}

function handleWith(handler: HttpHandler): HandleUpload {
  const context = { awsRequestId: randomUUID() };
  return async (eventText) => {
    answer.parse(await handler(JSON.parse(eventText), context as Context));
  };
}

/** An upload of a PDF of so many bytes, which do not repeat as those of a packed image do not, as the text of its event. */
export function makeUploadEvent(bytes: number): { readonly text: string } {
  // As curl writes one, and browsers are alike: 24 dashes and 16 random digits.
  const boundary = `${'-'.repeat(24)}${randomBytes(8).toString('hex')}`;
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
