import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { days, hours, instantText, nightOne, nightTwo } from './calendar.ts'
import type { Company } from './company.ts'
import { bookedInvoices, isBookedByNightOne } from './documents/invoices.ts'
import { spacedPhone } from './identity/phone-number.ts'
import { systemFiles } from './night-one.ts'
import { contactDetails } from './population/contact-details.ts'
import { randomStream } from './random-stream.ts'
import type { CustomerRecord, CustomerSystem } from './records/customer-record.ts'
import { writeInvoiceBook, writeInvoiceLines, writePartners } from './systems/accounting.ts'
import { crmColumns, writeCrm } from './systems/crm.ts'
import { writeTornGateway } from './systems/gateway.ts'
import { writeMailing } from './systems/mailing.ts'
import { openShop, type ShopDatabase } from './systems/shop.ts'
import { writeWarehouseCustomers } from './systems/warehouse.ts'
import type { Truth } from './truth.ts'

/** What one day changes in a company of a few thousand customers: one record in a hundred. */
const changedShare = 0.01

const newsTime = nightTwo - hours(10)

/**
 * Lets one day pass. The systems are changed in place, by key, because corrections may have been delivered into them since
 * night one; the same faults come out whatever was delivered. Returns what the day added to the truth.
 */
export async function writeNightTwo(folder: string, company: Company, isErpServer: boolean): Promise<Truth['planted']> {
  const planted = await changeFileSystems(folder, company)

  if (!isErpServer) renameSync(join(folder, systemFiles.erp), join(folder, `${systemFiles.erp}-offline`))
  return {
    ...planted,
    'system-down': ['erp.customer', 'erp.invoice', 'erp.invoiceLine', 'erp.order', 'erp.product'],
  }
}

/** What the day does to every system but the ERP. */
export async function changeFileSystems(folder: string, company: Company): Promise<Truth['planted']> {
  const at = (file: string) => join(folder, file)
  const records = afterOneDay(company)

  changeShop(at(systemFiles.shop), company, records)
  writeMailing(at(systemFiles.mailing), records)
  writeWarehouseCustomers(at(systemFiles.warehouseCustomers), records)
  await writePartners(at(systemFiles.partners), records)
  const booked = [...company.booked, ...bookedOnTheDay(company)]

  writeInvoiceBook(at(systemFiles.invoiceBook), booked, records)
  writeInvoiceLines(at(systemFiles.invoiceLines), booked)
  writeCrm(at(systemFiles.crm), company.seed, company.records, renamedColumns)
  writeTornGateway(at(systemFiles.gateway), company.payments)
  return {
    'stale-overwrites': overwrittenContacts(company).map(({ record, field }) => `shop:${record.key}:${field}`),
    'renamed-column': ['crm.customer'],
    'incomplete-snapshot': ['gateway.payment'],
  }
}

const renamedColumns = crmColumns.map((column) => (column === 'Telefon' ? 'Telefon 1' : column))

/** New telephone numbers and mailboxes in one record of a hundred, with a newer time of change; the records of `company` stay as they are. */
function afterOneDay({ seed, records }: Company): CustomerRecord[] {
  const random = randomStream(seed, 'night-two.changes')
  const contact = contactDetails(randomStream(seed, 'night-two.contact'))
  const changing: ReadonlySet<CustomerSystem> = new Set(['shop', 'mailing', 'accounting-partners', 'warehouse'])

  return records.map((record) => {
    const hasNews = random.chance(changedShare) && changing.has(record.system) && record.customer.change === null

    if (!hasNews) return record
    return record.system === 'mailing'
      ? { ...record, email: `nova.${record.email ?? ''}`, changedAt: newsTime }
      : { ...record, phone: contact.phone(record.customer.country), changedAt: newsTime }
  })
}

/** The invoices of the last day before night one reach accounting one day later. */
function bookedOnTheDay({ invoices }: Company) {
  return bookedInvoices(
    invoices.filter((invoice) => !isBookedByNightOne(invoice)),
    990_001,
  )
}

function changeShop(path: string, company: Company, records: readonly CustomerRecord[]): void {
  const shop = openShop(path)

  try {
    shop.exec('begin')
    records.forEach((record, index) => {
      if (record.system === 'shop' && record !== company.records[index]) tellNews(shop, record)
    })
    for (const { record, field, value, isBackdated } of overwrittenContacts(company)) {
      const changedAt = isBackdated ? record.changedAt - days(200) : record.changedAt

      shop.run(`update customers set ${field} = ?, updated_at = ? where id = ?`, [
        value,
        instantText(changedAt),
        Number(record.key),
      ])
    }
    shipOrders(shop, company)
    shop.exec('commit')
  } finally {
    shop.close()
  }
}

function tellNews(shop: ShopDatabase, { key, phone, changedAt, customer }: CustomerRecord): void {
  shop.run('update customers set phone = ?, updated_at = ? where id = ?', [
    phone === null ? null : spacedPhone(phone, customer.country),
    instantText(changedAt),
    Number(key),
  ])
}

/** One order in a hundred gets another status. */
function shipOrders(shop: ShopDatabase, { seed, orders }: Company): void {
  const random = randomStream(seed, 'night-two.orders')

  for (const { id, createdAt, isCancelled } of orders) {
    if (!random.chance(changedShare) || createdAt > nightOne || isCancelled) continue
    shop.run(`update orders set status = 'shipped', updated_at = ? where id = ?`, [instantText(newsTime), id])
  }
}

interface OverwrittenContact {
  readonly record: CustomerRecord
  readonly field: 'phone' | 'email'
  readonly value: string
  /** Every third overwrite turns the time of change back; the others leave it as it was. */
  readonly isBackdated: boolean
}

/** An import from the CRM put the old telephone or mailbox back over the newer one of the shop. */
function overwrittenContacts({ records }: Company): OverwrittenContact[] {
  return records
    .filter(({ system }) => system === 'shop')
    .flatMap((record): Omit<OverwrittenContact, 'isBackdated'>[] => {
      const { change, country } = record.customer

      if (change?.kind === 'phone') {
        return [{ record, field: 'phone', value: spacedPhone(change.formerPhone, country) }]
      }
      return change?.kind === 'email' ? [{ record, field: 'email', value: change.formerEmail }] : []
    })
    .map((overwritten, index) => ({ ...overwritten, isBackdated: index % 3 === 2 }))
}
