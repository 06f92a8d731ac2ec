import { describe, expect, it } from 'vitest';
import { collectVisits } from './collect-visits.ts';
import { postgres, shop, using } from './own-shop.ts';
import { shopDataset } from './shop-example.ts';

describe('a graph of tables', () => {
  it('gives what belongs to the person, each row once, and says how it was reached', async () => {
    const seen = await using(shop(), (connector) => collectVisits(connector, shopDataset, { email: 'jane@example.com' }));
    expect(Object.fromEntries(seen)).toEqual({
      'shop:customer': {
        rows: [{ id: 1, name: 'Jane Customer', email: 'jane@example.com', address_id: 1 }],
        reached: ['email < identity.email'],
      },
      'shop:service_request': {
        rows: [
          { id: 'srv_1', email: 'jane@example.com', alt_email: null, employee_id: 1 },
          { id: 'srv_3', email: 'jane@example.com', alt_email: 'jane@example.com', employee_id: 1 },
          { id: 'srv_2', email: null, alt_email: 'jane@example.com', employee_id: 2 },
        ],
        reached: ['email < identity.email', 'email < identity.email', 'alt_email < identity.email'],
      },
      'shop:orders': {
        rows: [
          { id: 'ord_1', customer_id: 1, shipping_address_id: 1 },
          { id: 'ord_2', customer_id: 1, shipping_address_id: 2 },
        ],
        reached: ['customer_id < shop:customer.id', 'customer_id < shop:customer.id'],
      },
      'shop:payment_card': {
        rows: [{ id: 'pay_1', last_digits: '1234', customer_id: 1, billing_address_id: 4 }],
        reached: ['customer_id < shop:customer.id'],
      },
      'shop:login': {
        // Two alike, and two they stay.
        rows: [
          { customer_id: 1, at: '2026-01-01T08:00:00Z' },
          { customer_id: 1, at: '2026-01-01T08:00:00Z' },
        ],
        reached: ['customer_id < shop:customer.id', 'customer_id < shop:customer.id'],
      },
      'shop:employee': {
        rows: [
          { id: 1, name: 'Eve Employee', email: 'eve@shop.example', address_id: 5 },
          { id: 2, name: 'Max Employee', email: 'max@shop.example', address_id: 5 },
        ],
        reached: ['id < shop:service_request.employee_id', 'id < shop:service_request.employee_id'],
      },
      'shop:address': {
        rows: [
          { id: 1, street: 'Elm 1', city: 'Here' },
          { id: 2, street: 'Oak 2', city: 'There' },
          { id: 4, street: 'Bank 4', city: 'Billing' },
          { id: 5, street: 'Desk 5', city: 'Office' },
        ],
        reached: [
          'id < shop:customer.address_id + shop:orders.shipping_address_id',
          'id < shop:orders.shipping_address_id',
          'id < shop:payment_card.billing_address_id',
          'id < shop:employee.address_id',
        ],
      },
    });
  });

  it('asks each table once for each field, after all tables that lead to it', async () => {
    const before = (await postgres.queries()).length;
    await using(shop(), (connector) => collectVisits(connector, shopDataset, { email: 'jane@example.com' }));
    const asked = (await postgres.queries()).slice(before).map((query) => /FROM "(\w+)" WHERE ("\w+")/.exec(query)?.slice(1).join(' '));
    expect(asked).toEqual([
      'customer "email"',
      'service_request "email"',
      'service_request "alt_email"',
      'employee "email"',
      'employee "id"',
      'orders "customer_id"',
      'payment_card "customer_id"',
      'address "id"',
      'login "customer_id"',
    ]);
  });

  it('gives nothing, and asks no further, where nobody is known', async () => {
    const before = (await postgres.queries()).length;
    const seen = await using(shop(), (connector) => collectVisits(connector, shopDataset, { email: 'nobody@example.com' }));
    expect([...seen].map(([source, { rows }]) => [source, rows.length])).toEqual([
      ['shop:customer', 0],
      ['shop:service_request', 0],
      ['shop:employee', 0],
    ]);
    expect((await postgres.queries()).length).toBe(before + 4);
  });

  it('asks for more than a hundred keys in batches', async () => {
    await postgres.execute(
      'shop',
      `
      CREATE TABLE many (email text, part int); INSERT INTO many SELECT 'jane@example.com', n FROM generate_series(1, 250) n;
      CREATE TABLE part (id int PRIMARY KEY, label text); INSERT INTO part SELECT n, 'part ' || n FROM generate_series(1, 300) n;`,
    );
    const dataset = {
      fides_key: 'd',
      collections: [
        { name: 'many', fields: [{ name: 'email', identity: 'email' }, { name: 'part' }] },
        { name: 'part', fields: [{ name: 'id', references: [{ dataset: 'd', field: 'many.part' }] }, { name: 'label' }] },
      ],
    };
    const before = (await postgres.queries()).length;
    const seen = await using(shop(), (connector) => collectVisits(connector, dataset, { email: 'jane@example.com' }));
    expect(seen.get('d:part')?.rows).toHaveLength(250);
    expect((await postgres.queries()).length).toBe(before + 4);
    await expect(using(shop(), (connector) => collectVisits(connector, dataset, { email: 'jane@example.com' }, 499))).rejects.toMatchObject(
      { kind: 'failed', message: expect.stringContaining('rows for one person') },
    );
  });
});
