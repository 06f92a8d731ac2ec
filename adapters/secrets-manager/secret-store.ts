import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { connectionSecrets } from '../../contracts/schemas/connections.ts';
import type { SecretStore } from '../../core/sources/ports.ts';

/**
 * Keeps the secrets of connections in Secrets Manager, one secret a connection (docs/decisions/0004).
 * @param prefix - What their names begin with; rights are given by it.
 * @remarks A secret is deleted at once and for good: with its connection gone nobody could say what it was for. Ids are never used
 * again, so that a deletion that is still under way at AWS never meets a new secret of the same name.
 */
export function createSecretStore(client: SecretsManagerClient, prefix: string): SecretStore {
  // What a name ends in must not look like the six characters AWS puts behind it: https://docs.aws.amazon.com/secretsmanager/latest/userguide/create_secret.html
  const nameOf = (id: string) => `${prefix}connections/${id}/secrets`;
  return {
    async read(id) {
      try {
        const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: nameOf(id) }));
        return SecretString === undefined ? undefined : connectionSecrets.parse(JSON.parse(SecretString));
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      }
    },
    async write(id, secrets) {
      const SecretString = JSON.stringify(secrets);
      try {
        await client.send(new PutSecretValueCommand({ SecretId: nameOf(id), SecretString }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        await client.send(new CreateSecretCommand({ Name: nameOf(id), SecretString }));
      }
    },
    async remove(id) {
      try {
        await client.send(new DeleteSecretCommand({ SecretId: nameOf(id), ForceDeleteWithoutRecovery: true }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}
