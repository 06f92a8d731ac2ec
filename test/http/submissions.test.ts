import { beforeAll, describe, expect, it } from 'vitest';
import { clearConnections, makeManual } from './api/connections.ts';
import { openApi } from './api/open-api.ts';
import { goodItem, submit } from './api/requests.ts';
import { expectNotLogged, makeMarker } from './api/server-log.ts';
import { sharedTarget } from './api/target.ts';

const api = openApi(sharedTarget());

beforeAll(async () => {
  await clearConnections(api);
  await makeManual(api, ['email']);
});

describe('a submission', () => {
  it('stores the good items, tells what is wrong with the others, and repeats no value', async () => {
    const marker = makeMarker();
    const items = [
      goodItem,
      { ...goodItem, identity: { email: `${marker} at example` } },
      { ...goodItem, identity: { phone_number: `0049${marker}` } },
      { ...goodItem, identity: {} },
      { ...goodItem, identity: { email: '' } },
      { ...goodItem, policy_key: marker },
      { ...goodItem, property_id: marker },
      { ...goodItem, identity: { email: 7 } },
      { ...goodItem, external_id: 'order-1', identity: { external_id: 'customer 1', name: 'Zoë', phone_number: '+491701234567' } },
    ];
    const { total: before } = await api.ok('list-privacy-requests', { query: 'size=1' });
    const answer = await api.call('submit-privacy-requests', { body: items });
    expect(answer.text).not.toContain(marker);
    const { succeeded, failed } = await api.ok('submit-privacy-requests', { body: items });
    expect(succeeded).toHaveLength(2);
    expect(succeeded[1]).toMatchObject({ external_id: 'order-1', status: 'approved', property_id: null });
    expect(failed.map((failure) => failure.index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    for (const { message, data } of failed) {
      expect(message).toMatch(/^[A-Z].+\.$/);
      expect(Object.values(data)).not.toContain(marker);
    }
    const { total } = await api.ok('list-privacy-requests', { query: 'size=1' });
    expect(total - before).toBe(4);
    await expectNotLogged(api, marker);
  });

  it('shows the person to a reader and to nobody else', async () => {
    const email = `${makeMarker()}@example.com`;
    const answer = await api.call('submit-privacy-requests', { body: [{ ...goodItem, identity: { email, name: 'Jane Q' } }] });
    expect(answer.text).not.toMatch(/identity|custom_privacy_request_fields|Jane Q|@example/);
    const { succeeded } = await api.ok('submit-privacy-requests', { body: [{ ...goodItem, identity: { email } }] });
    const id = succeeded[0]?.id ?? '';
    expect((await api.ok('get-privacy-request', { params: { id } })).identity).toEqual({ email });
    await expectNotLogged(api, email);
  });

  it('is refused whole with an unknown kind of identity, none at all, 51 items or no item', async () => {
    const { total } = await api.ok('list-privacy-requests', { query: 'size=1' });
    for (const body of [
      [goodItem, { ...goodItem, identity: { ssn: '1' } }],
      [goodItem, { policy_key: 'default_access_policy' }],
      Array.from({ length: 51 }, () => goodItem),
      [],
      goodItem,
      'text',
      ...['policy_key', 'external_id', 'location'].map((place) => [{ ...goodItem, [place]: 'half a character \ud800' }]),
    ]) {
      await api.problem('submit-privacy-requests', 'request.invalid', { body });
    }
    expect(await api.ok('list-privacy-requests', { query: 'size=1' })).toMatchObject({ total });
  });

  it.each([
    ['line breaks in the address', { email: 'a@example.com\r\nBcc: b@example.com' }],
    ['a line break in the name', { name: 'Jane\nCustomer' }],
    ['a null byte in the name', { name: 'Jane\u0000' }],
    ['half a character in the name', { name: '\ud800' }],
    ['a letter in the number', { phone_number: '+49x70' }],
    ['a number that is too long', { phone_number: '+1234567890123456' }],
    ['an address that is too long', { email: `${'a'.repeat(250)}@example.com` }],
    ['a blank name', { name: '   ' }],
    ['a list', { email: ['a@example.com'] }],
    ['an object', { name: { first: 'Jane' } }],
  ])('fails the item with %s', async (_, identity) => {
    const { succeeded, failed } = await api.ok('submit-privacy-requests', { body: [{ ...goodItem, identity }] });
    expect(succeeded).toEqual([]);
    expect(failed).toMatchObject([{ index: 0 }]);
  });

  it('is told everything that is wrong with an item, and nothing of what was sent', async () => {
    const marker = makeMarker();
    const { failed } = await api.ok('submit-privacy-requests', {
      body: [
        { identity: { email: marker, phone_number: marker }, policy_key: '', property_id: marker },
        { ...goodItem, identity: {}, custom_privacy_request_fields: { other: marker, supporting_documents: { value: marker } } },
      ],
    });
    expect(failed.map(({ message }) => message)).toEqual([
      'The email address is not valid. The phone number must be in the international form: a + and up to 15 digits. ' +
        'There is no policy with this policy_key. There is no property with this property_id.',
      'Give at least one identity: email, phone_number, name, external_id. ' +
        "The form has no field 'other'. The field 'supporting_documents' must be a list of attachment ids.",
    ]);
  });

  it('with an attachment nobody uploaded fails the item, in words', async () => {
    const custom = (value: unknown) => ({ ...goodItem, custom_privacy_request_fields: { supporting_documents: { label: 'x', value } } });
    const { failed } = await api.ok('submit-privacy-requests', {
      body: [
        custom(['att_nobody']),
        custom('att_nobody'),
        custom(['att_a', 'att_a']),
        custom(Array.from({ length: 11 }, (_, index) => `att_${index}`)),
      ],
    });
    expect(failed.map((failure) => failure.message)).toEqual([
      expect.stringContaining('upload it again'),
      expect.stringContaining('list'),
      expect.stringContaining('twice'),
      expect.stringContaining('10 files'),
    ]);
  });

  it('gets an id that is opaque, with its prefix, and sorts by time', async () => {
    const [first, second] = [await submit(api), await submit(api)];
    for (const id of [first, second]) expect(id).toMatch(/^pri_[0-9a-z]{30,}$/);
    expect(second > first).toBe(true);
  });
});
