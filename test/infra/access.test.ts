import { describe, expect, it } from 'vitest';
import { type FunctionName, functionNames } from '../../contracts/functions.ts';
import { neededAccess, reachableCode, unknownCalls } from './port-calls.ts';
import { grantsOf } from './read-grants.ts';

/** What lib/access.ts gives a function, as words. Who may write may count. */
function givenAccess(name: FunctionName): readonly string[] {
  const { configs, requests, packages, attachments, quarantine, states, rows, secrets, reconciler, scanner, mail, storageKeys } =
    grantsOf(name);
  return [
    ...configs.map((kind) => `configs ${kind}`),
    ...requests.map((kind) => `requests ${kind}`),
    ...packages.map((kind) => `packages ${kind}`),
    ...attachments.map((kind) => `attachments ${kind}`),
    ...quarantine.map((kind) => `quarantine ${kind}`),
    ...states.map((kind) => `states ${kind}`),
    ...secrets.map((kind) => `secrets ${kind}`),
    ...rows.map((kind) => `rows ${kind}`),
    ...(reconciler === true ? ['reconciler start'] : []),
    ...(scanner === true ? ['scanner invoke'] : []),
    ...(mail === true ? ['mail send'] : []),
    ...(storageKeys === true ? ['storage keys'] : []),
  ].sort();
}

describe('the table of grants', () => {
  it.each(functionNames)('gives %s all that its code calls, and nothing that it doesn’t', async (name) => {
    const code = await reachableCode(name);
    expect(unknownCalls(code)).toEqual([]);
    const needed = neededAccess(code);
    const coversCount = needed.includes('requests write');
    expect(givenAccess(name)).toEqual(needed.filter((need) => !(coversCount && need === 'requests count')));
  });

  it('would miss a call that is made without a grant, a grant without a call, and a call nobody knows', () => {
    expect(neededAccess('await parts.workflow.stop(id);')).toEqual(['states stop']);
    expect(neededAccess('await parts.requests.find(id);')).not.toContain('requests write');
    expect(unknownCalls('await parts.requests.findByName(name); await parts.requests.find(id);')).toEqual(['requests.findByName(']);
  });
});
