import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Reads the text of a secret by its name. */
export type ReadSecret = (name: string) => Promise<string>;

/**
 * Reads secrets as they are now, so that one that was rotated counts from its next use on.
 * @throws Error, by the reader, where the secret is not there, may not be read, or holds no text.
 */
export function createSecretReader(client = new SecretsManagerClient({})): ReadSecret {
  return async (name) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    if (SecretString === undefined) throw new Error('The secret holds no text.');
    return SecretString;
  };
}
