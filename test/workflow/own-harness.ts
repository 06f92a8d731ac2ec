import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { makeActions } from './actions.ts';
import { type Harness, startHarness } from './start-harness.ts';

/** The harness of the test file that imports this: it is there while the file's tests run, and each of them begins with nothing. */
export let harness: Harness;

/** What people and clients do on that harness. */
export let act: ReturnType<typeof makeActions>;

beforeAll(async () => {
  harness = await startHarness();
  act = makeActions(harness);
});
beforeEach(() => act.reset());
afterEach(() => act.expectNothingPersonalPrinted());
afterAll(() => harness.close());
