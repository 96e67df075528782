import { inShop } from './corrected-shop.ts'
import { nightFolder, type NightFolder } from './night-folder.ts'
import { customersOf, flow, nightPlan } from './night-plan.ts'
import { csv } from './page.ts'

export const creates = 'creates: { from: [crm], externalId: golden_id }'

/** A shop in SQLite that is to have the customers of the CRM; the ERP's are its own affair. */
export const planWith = (writeBack = `{ fields: [name, email, phone], ${creates} }`, matching = '') =>
  nightPlan(
    [
      customersOf('crm'),
      customersOf('erp'),
      flow(
        'shop.customer',
        'direction: both',
        'select: { table: customers, key: id }',
        'fields: { name: name, email: email, phone: phone, city: city }',
        `writeBack: ${writeBack}`,
      ),
    ],
    {
      systems: { shop: '{ connector: sqlite, config: { file: shop.sqlite } }' },
      rest: `truth: { customer: { phone: [{ mostTrusted: [crm, shop] }], city: [mostFrequent] } }\n${matching}`,
    },
  )

export const jana = 'Jana Nováková  jana@example.cz  601234567  -  Brno'
export const petr = 'Petr Svoboda  petr@example.cz  602345678  -  Praha'
export const eva = 'Eva Malá  eva@example.cz  603456789  -  Opava'

export function people(system: string, records: Readonly<Record<number, string>>) {
  const lines = Object.entries(records).map(([id, person]) => `${id}  ${person}  2026-01-05T08:00:00Z`)

  return { [`${system}.csv`]: csv(['id  name  email  phone  vat  city  changed', ...lines].join('\n')) }
}

/** Jana stands in the shop already, Petr does not; Eva is known to the ERP alone. */
export async function companyWith(plan = planWith()): Promise<NightFolder> {
  const folder = await nightFolder(plan, { ...people('crm', { 1: jana, 2: petr }), ...people('erp', { 7: eva }) })

  inShop(folder, (shop) =>
    shop.exec(`create table customers (id integer primary key, golden_id text unique, name text not null, email text,
        phone text not null, city text default 'Ostrava');
      insert into customers (id, name, email, phone, city)
        values (40, 'Jana Nováková', 'jana@example.cz', '601234567', 'Brno')`),
  )
  return folder
}

export const shopSays = (folder: NightFolder) =>
  inShop(folder, (shop) =>
    shop.all('select id, golden_id, name, email, phone, city from customers order by id').map(Object.values),
  )
