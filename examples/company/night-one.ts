import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Company } from './company.ts'
import { exampleFolder } from './example-folder.ts'
import { writeInvoiceBook, writeInvoiceLines, writePartners } from './systems/accounting.ts'
import { writeBank } from './systems/bank.ts'
import { writeCrm } from './systems/crm.ts'
import { erpSchema, writeErp } from './systems/erp.ts'
import { writeGateway } from './systems/gateway.ts'
import { writeMailing, writeMessages } from './systems/mailing.ts'
import { writeShop } from './systems/shop.ts'
import { writeWarehouseCustomers, writeWarehouseStock } from './systems/warehouse.ts'
import type { Truth } from './truth.ts'

/** Where the eight systems of the company are, below the folder of its plan. */
export const systemFiles = {
  shop: 'shop.sqlite',
  erp: 'erp',
  crm: 'crm/kontakty.csv',
  mailing: 'mailing/subscribers.jsonl',
  messages: 'mailing/messages.jsonl',
  partners: 'accounting/partneri.xlsx',
  invoiceBook: 'accounting/faktury.csv',
  invoiceLines: 'accounting/polozky.csv',
  gateway: 'gateway/payments.jsonl',
  bank: 'bank',
  warehouseCustomers: 'warehouse/shipto.txt',
  warehouseStock: 'warehouse/stock.txt',
} as const

/** Writes plan, runbooks and all systems as they are before night one. With `erpUrl` the ERP goes to that PostgreSQL server. */
export async function writeNightOne(folder: string, company: Company, erpUrl?: string): Promise<void> {
  await writeFileSystems(folder, company)
  await writePlan(folder, erpUrl)
  await writeErp(erpUrl === undefined ? { folder: join(folder, systemFiles.erp) } : { url: erpUrl }, company)
}

/** Writes every system but the ERP: files whose bytes depend on the company alone. */
export async function writeFileSystems(folder: string, company: Company): Promise<void> {
  const at = (file: string) => join(folder, file)

  for (const part of ['crm', 'mailing', 'accounting', 'gateway', 'bank', 'warehouse']) {
    mkdirSync(at(part), { recursive: true })
  }
  writeShop(at(systemFiles.shop), company)
  writeCrm(at(systemFiles.crm), company.seed, company.records)
  writeMailing(at(systemFiles.mailing), company.records)
  writeMessages(at(systemFiles.messages), company.messages)
  await writePartners(at(systemFiles.partners), company.records)
  writeInvoiceBook(at(systemFiles.invoiceBook), company.booked, company.records)
  writeInvoiceLines(at(systemFiles.invoiceLines), company.booked)
  writeGateway(at(systemFiles.gateway), company.payments)
  writeBank(at(systemFiles.bank), company.bankEntries)
  writeWarehouseCustomers(at(systemFiles.warehouseCustomers), company.records)
  writeWarehouseStock(at(systemFiles.warehouseStock), company.catalogue)
}

/** The plan as it is committed; only the place of the ERP depends on the machine, and it may hold a password: then it stays in the environment. */
async function writePlan(folder: string, erpUrl: string | undefined): Promise<void> {
  const plan = readFileSync(join(exampleFolder, 'touchstone.yaml'), 'utf8')

  writeFileSync(
    join(folder, 'touchstone.yaml'),
    erpUrl === undefined ? plan : plan.replace('url: pglite://erp', "url: '${TOUCHSTONE_ERP_URL}'"),
  )
  await cp(join(exampleFolder, 'runbooks'), join(folder, 'runbooks'), { recursive: true })
}

/** The address of the example’s own schema on a server. */
export function erpSchemaUrl(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}options=${encodeURIComponent(`-c search_path=${erpSchema}`)}`
}

/** Writes what was planted. The file lies outside the folder the engine is given. */
export function writeTruth(path: string, truth: Truth): void {
  writeFileSync(path, `${JSON.stringify(truth)}\n`)
}
