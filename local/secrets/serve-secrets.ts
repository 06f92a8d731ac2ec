import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import * as z from 'zod/mini';
import { type Operation, serveOperations } from '../aws-json/serve-operations.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { checkSignature } from '../object-store/check-signature.ts';
import { S3Error } from '../object-store/s3-error.ts';
import { makeSigner } from '../object-store/signing.ts';
import { account, type Credentials, region } from '../settings/make-environment.ts';
import type { SecretsFile } from './open-secrets-file.ts';

/** Bytes of one call: a secret has 65,536 at most, and twice that once it is written as text inside JSON. */
const requestBytes = 262_144;

const named = z.object({ SecretId: z.string() });
const putting = z.object({ SecretId: z.string(), SecretString: z.string() });
const creating = z.object({ Name: z.string(), SecretString: z.string() });
const deleting = z.object({ SecretId: z.string(), ForceDeleteWithoutRecovery: z.literal(true) });

/**
 * The calls of AWS Secrets Manager that Dossier makes, over AWS JSON 1.1. A call must be signed by this run's credentials, as on AWS.
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Operations.html
 */
export function serveSecrets(file: SecretsFile, credentials: Credentials): Server {
  const signer = makeSigner(credentials, 'secretsmanager');
  const find = (name: string): string => {
    const value = file.get(name);
    if (value === undefined) throw new ServiceError('ResourceNotFoundException', 'Secrets Manager can’t find the specified secret.');
    return value;
  };
  const operations = new Map<string, Operation>([
    ['GetSecretValue', (input) => ({ ...describe(named.parse(input).SecretId), SecretString: find(named.parse(input).SecretId) })],
    [
      'PutSecretValue',
      (input) => {
        const { SecretId, SecretString } = putting.parse(input);
        find(SecretId);
        file.set(SecretId, SecretString);
        return describe(SecretId);
      },
    ],
    [
      'CreateSecret',
      (input) => {
        const { Name, SecretString } = creating.parse(input);
        if (file.get(Name) !== undefined) throw new ServiceError('ResourceExistsException', 'The secret already exists.');
        file.set(Name, SecretString);
        return describe(Name);
      },
    ],
    [
      'DeleteSecret',
      (input) => {
        const { SecretId } = deleting.parse(input);
        find(SecretId);
        file.set(SecretId, undefined);
        return describe(SecretId);
      },
    ],
  ]);
  return serveOperations({
    name: 'secrets',
    version: '1.1',
    requestBytes,
    operations,
    errors: { shape: 'InvalidRequestException', fault: 'InternalServiceError' },
    async admit(request, body) {
      try {
        await checkCaller(request, body, signer);
      } catch (error) {
        throw error instanceof S3Error ? new ServiceError('AccessDeniedException', 'The call is not signed by this run.') : error;
      }
    },
  });
}

/** Checks the signature, and that it was made for this very body. */
async function checkCaller(request: IncomingMessage, body: Buffer, signer: ReturnType<typeof makeSigner>): Promise<void> {
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const query = new URLSearchParams(search);
  await checkSignature({ method: request.method ?? 'GET', path, query, headers: request.headers }, signer, new Date());
  const signed = /SignedHeaders=([^,\s]+)/.exec(request.headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const hash = createHash('sha256').update(body).digest('hex');
  if (!signed.includes('x-amz-content-sha256') || request.headers['x-amz-content-sha256'] !== hash) {
    throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The signature is for another body.');
  }
}

function describe(name: string): object {
  return { Name: name, ARN: `arn:aws:secretsmanager:${region}:${account}:secret:${name}` };
}
