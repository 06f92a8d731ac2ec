import { describe, expect, it } from 'vitest';
import { prod } from './stages.ts';

/** What changes with every build, and says nothing about what is deployed: the hashes under which bundles and images are uploaded. */
const hash = /[0-9a-f]{64}/g;

/** A template as text, without what is written about resources: paths of constructs, and reasons why findings are accepted. */
function textOfTemplate(template: unknown): string {
  const text = JSON.stringify(template, (key, value: unknown) => (key === 'Metadata' ? undefined : value), 1);
  return `${text.replaceAll(hash, '<hash>')}\n`;
}

// A change of these files is a change of what is deployed: read it. `vitest run --project parts test/infra -u` writes them anew.
describe('the template', () => {
  it.each(prod.app.synth().stacksRecursively.map((stack) => ({ name: stack.stackName, text: textOfTemplate(stack.template) })))(
    'of $name is as it was',
    async ({ name, text }) => {
      await expect(text).toMatchFileSnapshot(`./__snapshots__/${name}.template.json`);
    },
  );
});
