import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { hours, instantText } from '../calendar.ts'
import type { Company } from '../company.ts'
import { erpOrderId } from '../documents/orders.ts'
import { plainAmount } from './amount-text.ts'

/** The schema of the ERP on a server: its own, so that nothing else in that database is touched. */
export const erpSchema = 'touchstone_example'

const tables = `
  create table customers (
    id integer primary key, first_name text, last_name text, company text, email text, phone text, street text,
    city text, zip text, country text, reg_no text, vat_no text, updated_at timestamptz not null);
  create table orders (
    id integer primary key, order_no text not null unique, customer_id integer not null,
    order_date date not null, shipped_on date, currency text not null, net numeric(14, 2) not null,
    vat numeric(14, 2) not null, gross numeric(14, 2) not null, status text not null, updated_at timestamptz not null);
  create table invoices (
    id integer primary key, invoice_no text not null unique, type text not null, corrects_no text, order_no text not null,
    customer_id integer not null, issued_on date not null, tax_point_on date not null,
    due_on date not null, currency text not null, freight numeric(14, 2) not null, discount numeric(14, 2) not null,
    net numeric(14, 2) not null, vat numeric(14, 2) not null, gross numeric(14, 2) not null,
    vat_rate numeric(5, 2) not null, status text not null, updated_at timestamptz not null);
  create table invoice_lines (
    invoice_id integer not null, line_no integer not null, sku text not null,
    description text not null, quantity integer not null, unit_price numeric(14, 2) not null,
    vat_rate numeric(5, 2) not null, currency text not null,
    net numeric(14, 2) not null, vat numeric(14, 2) not null, gross numeric(14, 2) not null,
    primary key (invoice_id, line_no));
  create table products (
    sku text primary key, ean text, name text not null, brand text not null, price_gross numeric(14, 2) not null,
    vat_rate numeric(5, 2) not null, updated_at timestamptz not null);`

/** Where the ERP is: a folder of an embedded PostgreSQL, or a server. */
export type ErpPlace = { readonly folder: string } | { readonly url: string }

/** Writes the ERP, the system of record for addresses and VAT ids. */
export async function writeErp(place: ErpPlace, company: Company): Promise<void> {
  if ('url' in place) await writeServer(place.url, company)
  else await writeFolder(place.folder, company)
}

async function writeFolder(folder: string, company: Company): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const erp = await PGlite.create({ dataDir: folder, relaxedDurability: true })

  try {
    await erp.exec(tables)
    for (const [table, rows] of erpRows(company)) {
      await erp.query(`copy ${table} from '/dev/blob'`, [], { blob: new Blob([copyText(rows)]) })
    }
  } finally {
    await erp.close()
  }
}

async function writeServer(url: string, company: Company): Promise<void> {
  const erp = new pg.Client({ connectionString: url })

  await erp.connect()
  try {
    await erp.query(`drop schema if exists ${erpSchema} cascade; create schema ${erpSchema}`)
    await erp.query(`set search_path = ${erpSchema}`)
    await erp.query(tables)
    for (const [table, rows] of erpRows(company)) {
      await pipeline(Readable.from([copyText(rows)]), erp.query(copyFrom(`copy ${table} from stdin`)))
    }
  } finally {
    await erp.end()
  }
}

/** A cell of a table, as COPY takes it. */
type Cell = string | number | null

/** Rows in the text format of COPY. */
function copyText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(copyCell).join('\t')}\n`).join('')
}

function copyCell(cell: Cell): string {
  if (cell === null) return '\\N'
  return typeof cell === 'number' ? String(cell) : cell.replace(/[\\\t\n]/g, (character) => `\\${character}`)
}

/** The rows of every table, in an order the foreign keys allow. */
export function erpRows(company: Company): readonly (readonly [table: string, rows: readonly Cell[][]])[] {
  const customers = company.records.filter(({ system }) => system === 'erp')
  const idOf = new Map(customers.map(({ customer, key }) => [customer.id, Number(key)]))
  const ownerOf = (customerId: number) => idOf.get(customerId) ?? 0

  return [
    ['customers', customerRows(customers)],
    ['orders', orderRows(company, ownerOf)],
    ['invoices', invoiceRows(company, ownerOf)],
    ['invoice_lines', lineRows(company)],
    ['products', productRows(company)],
  ]
}

const customerRows = (customers: Company['records']): Cell[][] =>
  customers.map((record) => [
    Number(record.key),
    record.givenName,
    record.familyName,
    record.companyName,
    record.email,
    record.phone,
    record.street,
    record.city,
    record.postalCode,
    record.customer.country,
    record.companyId,
    record.vatId,
    instantText(record.changedAt),
  ])

const orderRows = ({ orders }: Company, ownerOf: (customerId: number) => number): Cell[][] =>
  orders
    .filter(({ isInErp }) => isInErp)
    .map((order) => [
      erpOrderId(order.id),
      order.number,
      ownerOf(order.customer.id),
      order.erpDate,
      order.shippedOn,
      order.currency,
      plainAmount(order.netMinor),
      plainAmount(order.vatMinor),
      plainAmount(order.grossMinor),
      order.isCancelled ? 'CANCELLED' : order.isInvoiced ? 'INVOICED' : 'OPEN',
      instantText(order.createdAt + hours(2)),
    ])

const invoiceRows = ({ invoices }: Company, ownerOf: (customerId: number) => number): Cell[][] =>
  invoices.map((invoice) => [
    invoice.id,
    invoice.number,
    invoice.type === 'invoice' ? 'INV' : 'CN',
    invoice.corrects?.number ?? null,
    invoice.order.number,
    ownerOf(invoice.order.customer.id),
    invoice.issuedOn,
    invoice.issuedOn,
    invoice.dueOn,
    invoice.currency,
    plainAmount(invoice.freightMinor),
    plainAmount(invoice.discountMinor),
    plainAmount(invoice.netMinor),
    plainAmount(invoice.vatMinor),
    plainAmount(invoice.grossMinor),
    String(invoice.vatRate),
    invoice.isCancelled ? 'CANCELLED' : 'ISSUED',
    `${invoice.issuedOn}T18:00:00Z`,
  ])

/** Lines are kept in detail for the latest invoices only; older ones were archived. */
const lineRows = ({ invoices }: Company): Cell[][] =>
  invoices
    .filter(({ hasLines }) => hasLines)
    .flatMap(({ id, lines, vatRate }) =>
      lines.map(({ product, quantity, unitMinor, currency, netMinor, vatMinor, grossMinor }, index) => [
        id,
        1 + index,
        product.sku,
        product.name,
        quantity,
        plainAmount(unitMinor),
        String(vatRate),
        currency,
        plainAmount(netMinor),
        plainAmount(vatMinor),
        plainAmount(grossMinor),
      ]),
    )

const productRows = ({ catalogue }: Company): Cell[][] =>
  catalogue.map(({ sku, ean, name, brand, priceMinor, vatRate }) => [
    sku,
    ean,
    name,
    brand,
    plainAmount(priceMinor),
    String(vatRate),
    '2026-02-20T05:00:00Z',
  ])
