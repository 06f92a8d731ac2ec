import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Where the SDK of a function looks for credentials: in the variables Lambda sets from the function's role, and nowhere else. It
 * stands in for `@aws-sdk/credential-provider-node` in every bundle, whose files, profiles, SSO and instance metadata a function
 * neither has nor should ask; they would be a quarter of what it loads (docs/decisions/0010-credentials-of-functions.md).
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 * @throws CredentialsProviderError, with the first call, where the variables are missing.
 */
export const defaultProvider = fromEnv;
