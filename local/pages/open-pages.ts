import { deskClientId, deskScope } from '../identity/desk-client.ts';
import type { Progress } from '../run/progress.ts';
import { readPages } from './read-pages.ts';
import { makePages, type PageOrigins, type ServePages } from './serve-pages.ts';

/**
 * Makes the pages of a run ready.
 * @returns Undefined where they could not be built: the API is the contract and works without them.
 */
export async function openPages(origins: PageOrigins, progress: Pick<Progress, 'step' | 'complain'>): Promise<ServePages | undefined> {
  try {
    const files = await readPages();
    progress.step('The pages are ready.');
    return makePages({
      files,
      origins,
      desk: { authority: origins.identity, client_id: deskClientId, scope: deskScope, logout_parameters: {} },
    });
  } catch (error) {
    progress.complain(`The pages could not be built, so there is only the API. ${error instanceof Error ? error.message : ''}`);
    return undefined;
  }
}
