import { describe, expect, it } from 'vitest';
import { dev, prod } from './stages.ts';

/** What changes with every build, and says nothing about what is deployed: the hashes under which bundles and images are uploaded. */
const hash = /[0-9a-f]{64}/g;

const templates = [prod, dev].flatMap(({ app }) =>
  app.synth().stacksRecursively.map((stack) => ({
    name: stack.stackName,
    text: `${JSON.stringify(stack.template, undefined, 1).replaceAll(hash, '<hash>')}\n`,
  })),
);

// A change of these files is a change of what is deployed: read it. `vitest run test/infra -u` writes them anew.
describe('the template', () => {
  it.each(templates)('of $name is as it was', async ({ name, text }) => {
    await expect(text).toMatchFileSnapshot(`./__snapshots__/${name}.template.json`);
  });
});
