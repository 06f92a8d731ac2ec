/** A body for each route that takes one, by route id: the seeds' own examples where they have one. Each must pass its schema. */
export const requestExamples: Readonly<Record<string, unknown>> = {
  'create-connections': [
    { name: 'Manual privacy request ConnectionConfig', key: 'manual_request_key', connection_type: 'manual_request', access: 'read' },
  ],
  'upsert-connections': [{ key: 'manual_request_key', connection_type: 'manual_request', access: 'read', disabled: false }],
  'define-datasets': {
    fides_key: 'postgres_example',
    name: 'Postgres example',
    collections: [
      {
        name: 'customer',
        fields: [
          { name: 'name', data_categories: ['user.name'] },
          { name: 'email', data_categories: ['user.contact.email'], identity: 'email' },
          { name: 'id', data_categories: ['user.unique_id'], primary_key: true },
        ],
      },
      {
        name: 'orders',
        fields: [
          { name: 'id', primary_key: true },
          { name: 'customer_id', references: [{ dataset: 'postgres_example', field: 'customer.id', direction: 'from' }] },
        ],
      },
    ],
  },
  'define-fields': {
    fields: [
      { pii_field: 'First Name', dsr_package_label: 'first_name' },
      { pii_field: 'Last Name', dsr_package_label: 'last_name' },
      { pii_field: 'Phone Number', dsr_package_label: null },
      { pii_field: 'Height', dsr_package_label: 'height' },
    ],
  },
  'create-fields': { fields: [{ pii_field: 'First Name', dsr_package_label: 'first_name' }] },
  'upsert-policies': [{ key: 'fast_access', name: 'Access within 30 days', action_type: 'access', execution_timeframe_days: 30 }],
  'replace-intake-config': {
    properties: [
      {
        property_id: 'FDS-A1B2C3',
        name: 'Main site',
        default: true,
        actions: [
          {
            policy_key: 'default_access_policy',
            title: 'Access my data',
            identity_inputs: { email: 'required', name: 'optional' },
            custom_privacy_request_fields: {
              supporting_documents: {
                label: 'Supporting documents',
                field_type: 'file',
                required: false,
                max_size_bytes: 5_242_880,
                allowed_file_types: ['pdf', 'png', 'jpg'],
              },
            },
          },
        ],
      },
    ],
  },
  'submit-privacy-requests': [
    {
      identity: { email: 'user@example.com' },
      policy_key: 'default_access_policy',
      property_id: 'FDS-A1B2C3',
      custom_privacy_request_fields: { supporting_documents: { label: 'Supporting documents', value: ['att_01HXYZ...'] } },
    },
  ],
  'approve-privacy-requests': { request_ids: ['pri_01HXYZ...'] },
  'deny-privacy-requests': { request_ids: ['pri_01HXYZ...'], reason: 'The identity could not be verified.' },
  'cancel-privacy-requests': { request_ids: ['pri_01HXYZ...'], reason: 'Withdrawn by the person.' },
  'upload-manual-input': { first_name: 'Jane', last_name: 'Customer' },
  'open-direct-upload': {
    policy_key: 'default_access_policy',
    field_name: 'supporting_documents',
    property_id: 'FDS-A1B2C3',
    file_name: 'proof_of_identity.pdf',
    size_bytes: 5_000_000,
  },
  'issue-token': { grant_type: 'client_credentials', scope: 'connection:read privacy-request:read' },
};
