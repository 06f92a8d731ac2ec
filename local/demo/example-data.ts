/** The database of the demonstration: the table of the seed's example. */
export const customerTable = `
  CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, email text NOT NULL);
  INSERT INTO customer VALUES (1, 'Jane Customer', 'jane@example.com'), (2, 'John Other', 'john@example.com');
`;

/** The keys of the demonstration's connections, as the seed has them. */
export const keys = { automatic: 'postgres_example', manual: 'manual_request_key' } as const;

/** What describes the table. */
export const dataset = {
  fides_key: keys.automatic,
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
  ],
};

/** What people are asked for, as the seed has it. */
export const fields = {
  fields: [
    { pii_field: 'First Name', dsr_package_label: 'first_name' },
    { pii_field: 'Last Name', dsr_package_label: 'last_name' },
    { pii_field: 'Phone Number', dsr_package_label: null },
    { pii_field: 'Height', dsr_package_label: 'height' },
  ],
};
