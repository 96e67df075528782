import { appendFile, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { companyPlan, shopContent, writeCompany } from './night-company.ts'
import { runOnPostgres } from './postgres-server.ts'

/** A company whose store and whose shop are databases of a server. */
export interface CrashCompany {
  readonly folder: string
  readonly storeUrl: string
  readonly shopUrl: string
  readonly environment: Readonly<Record<string, string>>
}

/** What the shop's database announces whenever a write to a customer was committed. */
export const shopWritten = 'shop_written'

const customerCount = 60

/** A phone goes out by itself, the rest and new customers wait for a person; namesakes are asked about. */
const plan = companyPlan
  .replace(
    '{ connector: sqlite, config: { file: shop.sqlite } }',
    '{ connector: postgres, config: { url: "${SHOP_URL}" } }',
  )
  .replace(
    'fields: [phone, city], automatic: [phone, city]',
    'fields: [name, phone, city, email], automatic: [phone], creates: { from: [crm], externalId: golden_id }',
  )
  .concat('matching:\n  customer: { autoLinkAbove: 0.99, reviewAbove: 0.001 }\n')

/** People the shop and the CRM have under one name in one city, and nothing else that tells whether they are one. */
const namesakes = ['9001,Jana Nováková,,,Brno', '9002,Petr Svoboda,,,Praha', '9003,Eva Malá,,,Zlín'].map(
  (line) => `${line},2026-01-05T08:00:00Z\n`,
)

/** Customers that only the CRM knows: the shop is to get them. */
const newcomers = ['Zdena Bílá', 'Oto Krátký', 'Rút Hořká', 'Ivo Sladký', 'Ada Tichá'].map(
  (name, place) =>
    `${9101 + place},${name},newcomer${place}@example.org,60911${place}22${place},Kladno,2026-01-05T08:00:00Z\n`,
)

export async function crashCompany(newDatabase: () => Promise<string>): Promise<CrashCompany> {
  const folder = await mkdtemp(join(tmpdir(), 'crash-'))
  const [storeUrl, shopUrl] = [await newDatabase(), await newDatabase()]

  await writeCompany(folder, customerCount)
  await writeFile(join(folder, 'touchstone.yaml'), plan)
  await appendFile(join(folder, 'crm.csv'), [...namesakes, ...newcomers].join(''))
  await createShop(folder, shopUrl)
  return { folder, storeUrl, shopUrl, environment: { DATABASE_URL: storeUrl, SHOP_URL: shopUrl } }
}

/**
 * The shop of the little company on a server. A trigger keeps every write: what is written twice cannot hide. It gives a new
 * customer the next number; a sequence would leave gaps where a process was killed.
 */
async function createShop(folder: string, url: string): Promise<void> {
  const { customers, orders } = shopContent(folder)

  await runOnPostgres(
    url,
    `create table customers (id integer primary key, name text, email text, phone text, city text, changed text, golden_id text);
     create table orders (id integer primary key, number text, customer text, gross text, day text);
     create table writes (id integer, act text, phone text, city text, email text);
     create function note_write() returns trigger language plpgsql as $$ begin
       if tg_op = 'DELETE' then new := old; end if;
       insert into writes values (new.id, tg_op, new.phone, new.city, new.email);
       perform pg_notify('${shopWritten}', new.id::text);
       return null;
     end $$;
     create function give_number() returns trigger language plpgsql as $$ begin
       select max(id) + 1 into new.id from customers;
       return new;
     end $$`,
  )
  await runOnPostgres(url, 'insert into customers select * from json_populate_recordset(null::customers, $1)', [
    JSON.stringify([
      ...customers,
      { id: 9001, name: 'Jana Nováková', city: 'Brno', changed: '2026-01-04T08:00:00Z' },
      { id: 9002, name: 'Petr Svoboda', city: 'Praha', changed: '2026-01-04T08:00:00Z' },
    ]),
  ])
  await runOnPostgres(url, 'insert into orders select * from json_populate_recordset(null::orders, $1)', [
    JSON.stringify(orders),
  ])
  await runOnPostgres(
    url,
    `create trigger note_write after insert or update or delete on customers for each row execute function note_write();
     create trigger give_number before insert on customers for each row when (new.id is null) execute function give_number()`,
  )
}

/** What people do in the systems between the nights: the ERP renews phones, somebody moves in the shop. */
export async function dayAtWork({ folder, shopUrl }: CrashCompany, day: number): Promise<void> {
  const path = join(folder, 'erp.csv')
  const lines = (await readFile(path, 'utf8')).split('\n')
  const changedAt = `2026-03-0${day}T09:00:00Z`
  const renewed = lines.map((line, place) => (place > 0 && place % 9 === day ? renewPhone(line, day, changedAt) : line))

  await writeFile(path, renewed.join('\n'))
  await runOnPostgres(shopUrl, 'alter table customers disable trigger note_write')
  await runOnPostgres(shopUrl, "update customers set city = 'Tábor', changed = $1 where id % 11 = $2", [changedAt, day])
  await runOnPostgres(shopUrl, 'alter table customers enable trigger note_write')
}

function renewPhone(line: string, day: number, changedAt: string): string {
  const [id = '', name, email, , city] = line.split(',')

  return id === '' ? line : [id, name, email, `73${day}00${id.padStart(4, '0')}`, city, changedAt].join(',')
}

/** Every row of the shop and every write that ever reached it. */
export async function shopRows({ shopUrl }: CrashCompany): Promise<{ customers: unknown[]; writes: unknown[] }> {
  return {
    customers: await runOnPostgres(shopUrl, 'select * from customers order by id'),
    writes: await runOnPostgres(shopUrl, 'select * from writes order by id, act, phone, city, email'),
  }
}
