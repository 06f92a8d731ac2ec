import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { environment } from '../../../contracts/environment.ts';
import { scopes } from '../../../contracts/scopes.ts';
import { stages } from '../../../lib/stages.ts';
import { functionOf } from '../read-permissions.ts';
import { textOf } from '../synthesise.ts';
import { prod } from './stages.ts';

const { resources } = prod;
const only = (type: string) => resources.filter((resource) => resource.type === type);

describe('the user pool', () => {
  it('lets nobody sign up, wants a second factor that is no text message, and long passwords', () => {
    const [pool, ...others] = only('AWS::Cognito::UserPool');
    expect(others).toEqual([]);
    expect(pool?.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'PLUS',
      Policies: {
        PasswordPolicy: { MinimumLength: 14, RequireLowercase: true, RequireNumbers: true, RequireSymbols: true, RequireUppercase: true },
      },
    });
  });

  it('knows every scope of the contract and no other', () => {
    const [server] = only('AWS::Cognito::UserPoolResourceServer');
    const { Identifier, Scopes } = z
      .object({ Identifier: z.string(), Scopes: z.array(z.object({ ScopeName: z.string() })) })
      .parse(server?.properties);
    expect(Identifier).toBe('dossier');
    expect(Scopes.map(({ ScopeName }) => ScopeName)).toEqual([...scopes]);
  });

  it('has a client for programs with a secret, and one for people without, by the code grant alone', () => {
    const clients = only('AWS::Cognito::UserPoolClient').map(({ properties }) => properties);
    const programs = clients.find(({ GenerateSecret }) => GenerateSecret === true);
    const people = clients.find(({ GenerateSecret }) => GenerateSecret === false);
    expect(clients).toHaveLength(2);
    expect(programs).toMatchObject({ AllowedOAuthFlows: ['client_credentials'], EnableTokenRevocation: true });
    expect(programs).not.toHaveProperty('CallbackURLs');
    expect(people).toMatchObject({ AllowedOAuthFlows: ['code'], CallbackURLs: [...stages.prod.adminPageUrls], AccessTokenValidity: 15 });
    for (const client of clients) {
      expect(client.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
      const { AllowedOAuthScopes } = z.object({ AllowedOAuthScopes: z.array(z.unknown()) }).parse(client);
      const granted = AllowedOAuthScopes.map(textOf).filter((scope) => scope !== 'openid');
      expect(granted.map((scope) => scope.slice(scope.indexOf('/') + 1))).toEqual([...scopes]);
    }
  });

  it('has its token endpoint told to the function that asks it', () => {
    const { properties } = functionOf(resources, 'prod', 'issue-token').resource;
    const { Environment } = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) }).parse(properties);
    expect(Environment.Variables[environment.scopePrefix]).toBe('dossier/');
    expect(textOf(Environment.Variables[environment.tokenUrl])).toMatch(
      /^https:\/\/<.+>\.auth\.<AWS::Region>\.amazoncognito\.com\/oauth2\/token$/,
    );
  });
});
