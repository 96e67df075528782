import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import type { Store } from '../../engine/store/store.ts'
import { nightFolder, type NightFolder } from './night-folder.ts'
import { customersOf, flow, nightPlan } from './night-plan.ts'

/** How the plan of such a shop differs from the plain one. */
export interface ShopPlan {
  /** Line of the plan's `writeBack`. */
  readonly writeBack?: string
  /** Line of the plan's `systems.shop.delivery`. */
  readonly delivery?: string
  /** The policy of customers. */
  readonly truth?: string
}

const erpDecides = '{ phone: [{ mostTrusted: [erp] }], email: [{ mostTrusted: [erp] }] }'

/** A shop in SQLite that takes phones from the ERP without asking anybody; an e-mail waits for a person. */
export function correctedShopPlan({ writeBack, delivery, truth = erpDecides }: ShopPlan = {}): string {
  const gentle = delivery === undefined ? '' : `, delivery: ${delivery}`

  return nightPlan(
    [
      flow(
        'shop.customer',
        'direction: both',
        'select: { table: customers, key: id, changedAt: changed }',
        'fields: { name: name, email: email, phone: phone, city: city }',
        `writeBack: ${writeBack ?? '{ fields: [phone, email], automatic: [phone] }'}`,
      ),
      customersOf('erp'),
    ],
    {
      systems: { shop: `{ connector: sqlite, config: { file: shop.sqlite }${gentle} }` },
      rest: `truth: { customer: ${truth} }`,
    },
  )
}

/** The shop's table, opened for one piece of work. */
export function inShop<Result>(
  { path }: NightFolder,
  work: (shop: InstanceType<typeof sqlite.Database>) => Result,
): Result {
  const shop = new sqlite.Database(join(path, 'shop.sqlite'))

  try {
    return work(shop)
  } finally {
    shop.close()
  }
}

const names = [
  'Jana Nováková',
  'Petr Svoboda',
  'Eva Malá',
  'Karel Horák',
  'Lucie Dvořáková',
  'Tomáš Černý',
  'Hana Veselá',
]

/** So many customers, each with another phone in the shop than in the ERP. Every write to the shop is counted by a trigger. */
export async function correctedShop(count: number, plan = correctedShopPlan(), store?: Store): Promise<NightFolder> {
  const people = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    name: names[index % names.length] ?? '',
    email: `customer${index + 1}@example.cz`,
    phone: `60100${String(1_000 + index)}`,
  }))
  const erp = people.map(({ id, name, email, phone }) => `${id},${name},${email},${phone},,Brno,2026-01-05T08:00:00Z\n`)
  const folder = await nightFolder(plan, { 'erp.csv': `id,name,email,phone,vat,city,changed\n${erp.join('')}` }, store)

  inShop(folder, (shop) => {
    shop.exec(`create table customers (id integer primary key, name text, email text, phone text, city text, changed text);
      create table writes (id integer, phone text, email text);
      create trigger count_writes after update on customers begin
        insert into writes values (new.id, new.phone, new.email); end; begin`)
    for (const { id, name, email } of people)
      shop.run('insert into customers values (?, ?, ?, ?, ?, ?)', [
        id,
        name,
        email,
        oldPhone(id),
        'Brno',
        '2026-01-01T08:00:00Z',
      ])
    shop.exec('commit')
  })
  return folder
}

/** What the shop had for a customer's phone before we wrote. */
export const oldPhone = (id: number) => `77700${1_000 + id}`

export const phonesOf = (folder: NightFolder) =>
  inShop(folder, (shop) => shop.all('select phone from customers order by id').map(({ phone }) => phone as string))

export const writesOf = (folder: NightFolder) => inShop(folder, (shop) => shop.all('select * from writes').length)
