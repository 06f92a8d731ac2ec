/**
 * A shop in the shape of Fides’s example: people, addresses, orders, cards and logins, joined by references. Jane (1) and John (2)
 * live at different addresses, and Jane once had something sent to John’s.
 */
export const shopTables = `
  CREATE TABLE address (id int PRIMARY KEY, street text, city text);
  CREATE TABLE customer (id int PRIMARY KEY, name text, email text, address_id int REFERENCES address);
  CREATE TABLE orders (id text PRIMARY KEY, customer_id int, shipping_address_id int);
  CREATE TABLE payment_card (id text PRIMARY KEY, last_digits text, customer_id int, billing_address_id int);
  CREATE TABLE login (customer_id int, at timestamptz);
  CREATE TABLE service_request (id text, email text, alt_email text, employee_id int);
  CREATE TABLE employee (id int PRIMARY KEY, name text, email text, address_id int);
  INSERT INTO address VALUES (1, 'Elm 1', 'Here'), (2, 'Oak 2', 'There'), (3, 'Ash 3', 'Work'), (4, 'Bank 4', 'Billing'), (5, 'Desk 5', 'Office');
  INSERT INTO customer VALUES (1, 'Jane Customer', 'jane@example.com', 1), (2, 'John Other', 'john@example.com', 2);
  INSERT INTO orders VALUES ('ord_1', 1, 1), ('ord_2', 1, 2), ('ord_3', 2, 2);
  INSERT INTO payment_card VALUES ('pay_1', '1234', 1, 4), ('pay_2', '9999', 2, 2);
  INSERT INTO login VALUES (1, '2026-01-01 10:00+02'), (1, '2026-01-01 10:00+02'), (2, '2026-01-02 10:00Z');
  INSERT INTO employee VALUES (1, 'Eve Employee', 'eve@shop.example', 5), (2, 'Max Employee', 'max@shop.example', 5);
  INSERT INTO service_request VALUES ('srv_1', 'jane@example.com', NULL, 1), ('srv_2', NULL, 'jane@example.com', 2),
    ('srv_3', 'jane@example.com', 'jane@example.com', 1), ('srv_4', 'john@example.com', NULL, 2);
`;

const from = (field: string) => [{ dataset: 'shop', field, direction: 'from' }];
const any = (field: string) => [{ dataset: 'shop', field }];

/** The dataset of the shop. Some references have a direction, some have none. */
export const shopDataset = {
  fides_key: 'shop',
  collections: [
    { name: 'address', fields: [{ name: 'id', primary_key: true }, { name: 'street' }, { name: 'city' }] },
    {
      name: 'customer',
      fields: [
        { name: 'id', primary_key: true },
        { name: 'name' },
        { name: 'email', identity: 'email' },
        { name: 'address_id', references: [{ dataset: 'shop', field: 'address.id', direction: 'to' }] },
      ],
    },
    {
      name: 'orders',
      fields: [
        { name: 'id', primary_key: true },
        { name: 'customer_id', references: from('customer.id') },
        { name: 'shipping_address_id', references: any('address.id') },
      ],
    },
    {
      name: 'payment_card',
      fields: [
        { name: 'id', primary_key: true },
        { name: 'last_digits' },
        { name: 'customer_id', references: any('customer.id') },
        { name: 'billing_address_id', references: any('address.id') },
      ],
    },
    { name: 'login', fields: [{ name: 'customer_id', references: from('customer.id') }, { name: 'at' }] },
    {
      name: 'service_request',
      fields: [
        { name: 'id', primary_key: true },
        { name: 'email', identity: 'email' },
        { name: 'alt_email', identity: 'email' },
        { name: 'employee_id', fides_meta: { references: any('employee.id'), data_type: 'integer' } },
      ],
    },
    {
      name: 'employee',
      fields: [
        { name: 'id', primary_key: true },
        { name: 'name' },
        { name: 'email', identity: 'email' },
        { name: 'address_id', references: [{ dataset: 'shop', field: 'address.id', direction: 'to' }] },
      ],
    },
  ],
};
