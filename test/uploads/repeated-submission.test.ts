import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { submitRequests } from '../../core/privacy-requests/submit-requests.ts';
import { failPorts } from './fail-ports.ts';
import { openUploads, type Uploads } from './open-uploads.ts';
import { context, upload } from './steps.ts';

let uploads: Uploads;

beforeAll(async () => {
  uploads = await openUploads();
});
afterAll(() => uploads.close());

it('a call with a key whose first try died at any point stores each of its items once, files and all', async () => {
  const items = async () => {
    const ids = [(await upload(uploads.partsOver(), randomUUID())).id, (await upload(uploads.partsOver(), randomUUID())).id];
    return ids.map((id) => ({
      identity: { external_id: id },
      policy_key: context.policy_key,
      custom_privacy_request_fields: { [context.field_name]: { value: [id] } },
    }));
  };
  const stored = async (externalId: string) => {
    const filter = { statuses: ['pending'], identityValue: externalId, direction: 'asc' } as const;
    return (await uploads.ports.requests.list(filter, { page: 1, size: 10 })).items.map(({ id }) => id);
  };
  const whole = failPorts(uploads.ports);
  await submitRequests(uploads.partsOver(whole.ports), await items(), randomUUID());
  expect(whole.calls.length).toBeGreaterThan(4);
  for (const at of whole.calls.keys()) {
    for (const fault of ['before', 'after', 'dies before', 'dies after'] as const) {
      const [call, key] = [await items(), randomUUID()];
      const dying = uploads.partsOver(failPorts(uploads.ports, at, fault).ports);
      await submitRequests(dying, call, key).catch(() => undefined);
      const again = await submitRequests(uploads.partsOver(), call, key);
      expect(again.failed, `${whole.calls[at]} ${fault}`).toEqual([]);
      const kept = await Promise.all(call.map(({ identity }) => stored(identity.external_id)));
      expect(kept, `${whole.calls[at]} ${fault}`).toEqual(again.succeeded.map(({ id }) => [id]));
    }
  }
});
