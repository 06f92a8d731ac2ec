import { expect, it } from 'vitest';
import { clientFile, renderClient } from '../../../web/client/generate/render-client.ts';

it('the client of the pages is the one the OpenAPI document makes; `npm run build:client` makes it anew', async () => {
  await expect(renderClient()).toMatchFileSnapshot(clientFile);
});
