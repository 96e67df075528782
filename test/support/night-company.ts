import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { flow, nightPlan } from './night-plan.ts'

const customerFields = 'fields: { name: name, email: email, phone: phone, city: city }'
const amounts = 'gross: { from: gross, decimalMark: ".", vat: inclusive }'
const documentFields = `fields: { number: number, customer: customer, ${amounts}`

/** A shop in SQLite that takes corrections without a person, a CRM in CSV that takes none so, and the ERP that both are corrected by. */
export const companyPlan = nightPlan(
  [
    flow(
      'shop.customer',
      'direction: both',
      'select: { table: customers, key: id, changedAt: changed }',
      customerFields,
      'writeBack: { fields: [phone, city], automatic: [phone, city] }',
    ),
    flow(
      'crm.customer',
      'direction: both',
      'select: { file: crm.csv, key: id, changedAt: changed }',
      customerFields,
      'writeBack: { fields: [phone, email] }',
    ),
    flow('erp.customer', 'select: { file: erp.csv, key: id, changedAt: changed }', customerFields),
    flow('shop.order', 'select: { table: orders, key: id }', `${documentFields}, orderedOn: day }`),
    flow('erp.order', 'select: { file: orders.csv, key: id }', `${documentFields}, orderedOn: day }`),
    flow('erp.invoice', 'select: { file: invoices.csv, key: id }', `${documentFields}, issuedOn: day }`),
    flow(
      'books.invoice',
      'select: { file: books.csv, key: id }',
      `fields: { number: number, ${amounts}, issuedOn: day }`,
    ),
  ],
  {
    systems: { shop: '{ connector: sqlite, config: { file: shop.sqlite } }' },
    rest: `truth:
  customer:
    phone: [{ mostTrusted: [erp] }, mostRecent]
    city: [{ mostTrusted: [erp] }, mostRecent]
    email: [{ mostTrusted: [erp] }, mostRecent]
documents:
  order: { between: [shop, erp], missingAfter: 24h }
  invoice: { between: [erp, books], missingAfter: 24h }
`,
  },
)

const givenNames = ['Jana', 'Petr', 'Eva', 'Daniel', 'Alena', 'Tomáš', 'Lucie', 'Karel', 'Hana', 'Milan', 'Věra']
const familyNames = [
  'Novák',
  'Svoboda',
  'Malý',
  'Horák',
  'Dvořák',
  'Černý',
  'Veselý',
  'Kučera',
  'Marek',
  'Pokorný',
  'Hájek',
  'Zeman',
  'Kolář',
]
const cities = ['Brno', 'Praha', 'Plzeň', 'Zlín', 'Olomouc', 'Liberec', 'Opava']

const nth = <Item>(items: readonly Item[], index: number) => items[index % items.length] as Item

/** A name that few customers share. */
export const customerName = (index: number) =>
  `${nth(givenNames, index)} ${nth(familyNames, index * 7 + Math.floor(index / 11))}`

/** Every third customer has another phone in the shop, every fourth in the CRM; every fifth has moved, which the shop does not know. */
function person(index: number, system: 'shop' | 'crm' | 'erp'): readonly string[] {
  const hasOldPhone = { shop: index % 3 === 0, crm: index % 4 === 0, erp: false }[system]
  const hasOldCity = system === 'shop' && index % 5 === 0
  const hasNoEmail = system === 'crm' && index % 9 === 0

  return [
    String(index),
    customerName(index),
    hasNoEmail ? '' : `customer${index}@example.cz`,
    hasOldPhone ? `${720_000_000 + index}` : `${601_000_000 + index * 37}`,
    nth(cities, index + Number(hasOldCity)),
    `2026-01-${String(1 + (index % 28)).padStart(2, '0')}T08:00:00Z`,
  ]
}

function document(index: number, prefix: string, system: 'shop' | 'erp' | 'books'): readonly string[] {
  const minor = 10_000 + index * 331 + (system !== 'shop' && prefix === 'O' && index % 8 === 0 ? 100 : 0)
  const wrong = system === 'books' && index % 7 === 0 ? 50 : 0

  return [
    String(index),
    `${prefix}2026${String(index).padStart(5, '0')}`,
    String(index),
    ((minor + wrong) / 100).toFixed(2),
    `2026-02-${String(1 + (index % 27)).padStart(2, '0')}`,
  ]
}

const lines = (header: string, rows: readonly (readonly string[])[]) =>
  [header, ...rows.map((row) => row.join(','))].map((line) => `${line}\n`).join('')

/** Writes the company into a folder: `size` customers in every system, as many orders and invoices, faults among them. */
export async function writeCompany(folder: string, size: number): Promise<void> {
  const indices = Array.from({ length: size }, (_, index) => index + 1)
  const booked = indices.filter((index) => index % 10 > 0)
  const write = (name: string, header: string, rows: readonly (readonly string[])[]) =>
    writeFile(join(folder, name), lines(header, rows))
  const customers = indices.map((index) => person(index, 'crm'))

  await writeFile(join(folder, 'touchstone.yaml'), companyPlan)
  await write('crm.csv', customerHeader, [
    ...customers,
    ...customers.filter((_, place) => place % 6 === 0).map(enteredAgain),
  ])
  await write(
    'erp.csv',
    customerHeader,
    indices.map((index) => person(index, 'erp')),
  )
  await write(
    'orders.csv',
    documentHeader,
    booked.map((index) => document(index, 'O', 'erp')),
  )
  await write(
    'invoices.csv',
    documentHeader,
    indices.map((index) => document(index, 'F', 'erp')),
  )
  await write(
    'books.csv',
    documentHeader,
    booked.map((index) => document(index, 'F', 'books')),
  )
  writeShop(join(folder, 'shop.sqlite'), indices)
}

const customerHeader = 'id,name,email,phone,city,changed'
const documentHeader = 'id,number,customer,gross,day'

/** A customer that somebody entered a second time, under a key that sorts before the first. */
function enteredAgain([id = '', ...rest]: readonly string[]): readonly string[] {
  return [`0${id}`, ...rest]
}

/** The shop counts every write to a customer in `writes`: a correction that is applied twice cannot hide. */
function writeShop(path: string, indices: readonly number[]): void {
  const database = new sqlite.Database(path)

  database.exec(`create table customers (id integer primary key, name text, email text, phone text, city text, changed text);
    create table orders (id integer primary key, number text, customer text, gross text, day text);
    create table writes (id integer, phone text, city text);
    create trigger count_writes after update on customers begin insert into writes values (new.id, new.phone, new.city); end;
    begin`)
  for (const index of indices) {
    database.run('insert into customers values (?, ?, ?, ?, ?, ?)', [...person(index, 'shop')])
    database.run('insert into orders values (?, ?, ?, ?, ?)', [...document(index, 'O', 'shop')])
  }
  database.exec('commit')
  database.close()
}

/** Everything in the shop: its rows, and every write it ever saw. */
export function shopContent(folder: string): Readonly<Record<'customers' | 'orders' | 'writes', unknown[]>> {
  const database = new sqlite.Database(join(folder, 'shop.sqlite'), { readOnly: true })

  try {
    return {
      customers: database.all('select * from customers order by id'),
      orders: database.all('select * from orders order by id'),
      writes: database.all('select * from writes order by id, phone, city'),
    }
  } finally {
    database.close()
  }
}
