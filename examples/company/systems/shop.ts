import { rmSync } from 'node:fs'
import sqlite from 'node-sqlite3-wasm'
import { instantText } from '../calendar.ts'
import type { Company } from '../company.ts'
import type { Order } from '../documents/orders.ts'
import { spacedPhone } from '../identity/phone-number.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import { plainAmount } from './amount-text.ts'

export type ShopDatabase = InstanceType<typeof sqlite.Database>

const tables = `
  create table customers (
    id integer primary key, first_name text, last_name text, company text, email text, phone text, street text,
    city text, zip text, country text, vat_no text, updated_at text not null);
  create table orders (
    id integer primary key, order_no text not null unique, customer_id integer not null references customers (id),
    created_at text not null, currency text not null, total_net text not null, total_vat text not null,
    total_gross text not null, status text not null, updated_at text not null);
  create table products (
    sku text primary key, ean text, title text not null, price_gross text not null, stock integer not null,
    updated_at text not null);`

/** Writes the e-shop: one SQLite file. */
export function writeShop(path: string, { records, orders, catalogue }: Company): void {
  rmSync(path, { force: true })
  const shop = openShop(path)

  try {
    shop.exec(tables)
    shop.exec('begin')
    const customers = records.filter(({ system }) => system === 'shop')
    const idOf = new Map(customers.map(({ customer, key }) => [customer.id, Number(key)]))

    insert(shop, 'customers', customers.map(customerRow))
    insert(
      shop,
      'orders',
      orders.map((order) => orderRow(order, idOf.get(order.customer.id) ?? 0)),
    )
    insert(
      shop,
      'products',
      catalogue.map(({ sku, ean, name, priceMinor, shopStock }) => [
        sku,
        ean,
        name,
        plainAmount(priceMinor),
        shopStock,
        '2026-02-27T22:00:00Z',
      ]),
    )
    shop.exec('commit')
  } finally {
    shop.close()
  }
}

/** Opens the file for a generator that can start over: without journal, so that the bytes depend on the rows alone. */
export function openShop(path: string): ShopDatabase {
  const shop = new sqlite.Database(path)

  shop.exec('pragma journal_mode = off')
  shop.exec('pragma synchronous = off')
  return shop
}

type Value = string | number | null

export function insert(shop: ShopDatabase, table: string, rows: readonly Value[][]): void {
  const [first] = rows

  if (first === undefined) return
  const statement = shop.prepare(`insert into ${table} values (${first.map(() => '?').join(', ')})`)

  for (const row of rows) statement.run(row)
  statement.finalize()
}

function customerRow(record: CustomerRecord): Value[] {
  const { customer, phone } = record

  return [
    Number(record.key),
    record.givenName,
    record.familyName,
    record.companyName,
    record.email,
    phone === null ? null : spacedPhone(phone, customer.country),
    record.street,
    record.city,
    record.postalCode,
    customer.country,
    record.vatId,
    instantText(record.changedAt),
  ]
}

export function orderRow(order: Order, customerId: number): Value[] {
  const { id, number, createdAt, currency, netMinor, vatMinor, grossMinor, isInvoiced, isCancelled } = order

  return [
    id,
    number,
    customerId,
    instantText(createdAt),
    currency,
    plainAmount(netMinor),
    plainAmount(vatMinor),
    plainAmount(grossMinor),
    isCancelled ? 'cancelled' : isInvoiced ? 'complete' : 'processing',
    instantText(createdAt + 600_000),
  ]
}
