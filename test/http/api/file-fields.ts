import { fileTypes } from '../../../contracts/schemas/intake.ts';
import type { Api } from './open-api.ts';

const action = { title: 'A form', identity_inputs: { email: 'optional' } } as const;
const file = (label: string, more: object = {}) => ({ label, field_type: 'file', ...more });

/** Two properties and two policies; a field for all types, one for little files, one that must be filled. */
export async function offerFileFields(api: Api): Promise<void> {
  const fields = {
    supporting_documents: file('Supporting documents', { max_size_bytes: 5_242_880, allowed_file_types: ['pdf', 'png', 'jpg'] }),
    anything: file('Anything', { max_size_bytes: 20_971_520, allowed_file_types: [...fileTypes] }),
    little: file('Little', { max_size_bytes: 1_000 }),
    more: file('More'),
    note: { label: 'Note', field_type: 'text' },
  };
  await api.ok('replace-intake-config', {
    body: {
      properties: [
        {
          property_id: 'FDS-A1B2C3',
          name: 'First',
          default: true,
          actions: [
            { ...action, policy_key: 'default_access_policy', custom_privacy_request_fields: fields },
            { ...action, policy_key: 'default_erasure_policy', custom_privacy_request_fields: fields },
          ],
        },
        {
          property_id: 'FDS-SECOND',
          name: 'Second',
          actions: [{ ...action, policy_key: 'default_access_policy', custom_privacy_request_fields: fields }],
        },
      ],
    },
  });
}
