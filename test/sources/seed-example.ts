/** The table of the seed's example, and the dataset that describes it. */
export const customerTable = `
  CREATE TABLE customer (id int PRIMARY KEY, name text, email text, password_hash text);
  INSERT INTO customer VALUES (1, 'Jane Customer', 'jane@example.com', 'x'), (2, 'John Other', 'john@example.com', 'y');
`;

/** The dataset of the seed's example (seed 1, "Example Upload"). */
export const seedDataset = {
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
  ],
};

/** The seed's fields of its manual request; only the two that the example shows. */
export const seedFields = {
  fields: [
    { pii_field: 'First Name', dsr_package_label: 'first_name' },
    { pii_field: 'Last Name', dsr_package_label: 'last_name' },
  ],
};
