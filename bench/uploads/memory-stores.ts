import { randomBytes } from 'node:crypto';
import { clock, makeId } from '../../lambdas/runtime/system-parts.ts';
import type { createEndpoints } from '../../lambdas/upload-attachment/endpoint.ts';

const notCalled = async (): Promise<never> => {
  throw new Error('An upload by form does not call this.');
};

/** What an upload needs, over stores that take everything at once and keep nothing: what is left is the handler's own work. */
export const memoryStores: Parameters<typeof createEndpoints>[0] = {
  records: {
    open: async () => {},
    find: async () => undefined,
    planObject: async () => true,
    markUploaded: async () => true,
    markDeleted: async () => undefined,
    releaseClaimed: notCalled,
    forget: notCalled,
    idsToSweep: nothing,
    quarantinedUntil: nothing,
    forgetQuarantined: notCalled,
  },
  objects: {
    put: async () => '"0"',
    head: notCalled,
    digest: notCalled,
    link: notCalled,
    remove: notCalled,
  },
  quarantine: { form: notCalled, read: notCalled, remove: notCalled },
  intake: { read: async () => undefined, replace: notCalled },
  clock,
  makeId,
  randomBytes,
  unclaimedMinutes: 60,
};

async function* nothing(): AsyncGenerator<never> {}
