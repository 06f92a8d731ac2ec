import { inject } from 'vitest';

/** The Dossier under test: an address and a client that may have every scope. */
export interface Target {
  readonly baseUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it writes its log; unknown for one that runs elsewhere. */
  readonly logFile?: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    target: Target;
  }
}

/**
 * The Dossier that the files of the `http` project share: the one that `DOSSIER_TEST_BASE_URL` names, else a local run of their own.
 * @remarks Tests delete its connections, so it must be one for tests.
 */
export function sharedTarget(): Target {
  return inject('target');
}
