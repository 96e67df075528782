import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import iconv from 'iconv-lite'
import sqlite from 'node-sqlite3-wasm'

/** Writes little exports as four systems would give them, into a folder of their own: Czech CSV in Windows-1250, English CSV, JSON lines, SQLite. */
export async function exportFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'exports-'))
  const write = async (path: string, content: string | Buffer) => {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }

  await write(
    'exports/crm_kontakty.csv',
    iconv.encode(
      'ID;Jméno;Příjmení;Firma;E-mail;Telefon;Město;PSČ;Poznámka\r\n1;Jiří;Dvořák;;jiri@example.cz;601 234 567;Plzeň;301 00;\r\n',
      'windows-1250',
    ),
  )
  await write(
    'exports/erp/invoices.csv',
    'invoice_no,order_no,customer_id,issue_date,due_date,net,vat,total,currency\nF1,O1,7,2026-01-02,2026-01-16,100,21,121,CZK\n',
  )
  await write('exports/erp/invoice_lines.csv', 'invoice_no,line_no,sku,description,quantity\nF1,1,A-1,Bolt,10\n')
  await write(
    'exports/mailing/subscribers.jsonl',
    '{"id":"s1","email":"jiri@example.cz","first_name":"Jiri","last_name":"Dvorak","updated_at":"2026-01-02T00:00:00Z"}\n',
  )
  await write('exports/weather.csv', 'day,rain\n2026-01-02,3\n')
  await write('exports/notes.md', 'not an export')

  const shop = new sqlite.Database(join(folder, 'exports', 'shop.sqlite'))
  shop.exec(`create table orders (id integer primary key, order_number text, customer_id integer, created_at text, total text, currency text);
    create table products (id integer primary key, sku text, name text, price text, "on hand" integer);
    create table settings (k text primary key, v text)`)
  shop.close()
  return folder
}
