import type { IntakeConfig } from '../../contracts/schemas/intake.ts';

/** The intake configuration that holds until another is stored (CONTRACT section 5): the form of the second seed. */
export const startingConfig: IntakeConfig = {
  properties: [
    {
      property_id: 'FDS-A1B2C3',
      name: 'Privacy center',
      default: true,
      actions: [
        {
          policy_key: 'default_access_policy',
          title: 'Access my data',
          description: 'Ask for a copy of the data we hold about you.',
          identity_inputs: { email: 'required' },
          custom_privacy_request_fields: {
            supporting_documents: {
              label: 'Supporting documents',
              field_type: 'file',
              required: false,
              hidden: false,
              max_size_bytes: 5_242_880,
              allowed_file_types: ['pdf', 'png', 'jpg'],
            },
          },
        },
      ],
    },
  ],
};
