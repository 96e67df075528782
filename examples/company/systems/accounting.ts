import { writeFileSync } from 'node:fs'
import { writeXlsx } from 'hucre'
import { czechDate, nights } from '../calendar.ts'
import type { BookedInvoice } from '../documents/invoices.ts'
import { spacedPhone } from '../identity/phone-number.ts'
import type { CustomerRecord } from '../records/customer-record.ts'
import { commaAmount } from './amount-text.ts'
import { csvLine } from './csv-line.ts'

const partnerColumns = ['Kód', 'Název', 'Ulice', 'Obec', 'PSČ', 'Stát', 'IČO', 'DIČ', 'E-mail', 'Telefon']

const bookColumns = [
  'Interní číslo',
  'Číslo dokladu',
  'Objednávka',
  'Partner',
  'Datum vystavení',
  'Splatnost',
  'Měna',
  'Základ',
  'DPH',
  'Celkem',
  'Sazba DPH',
]

/** Writes accounting’s address book: an XLSX workbook, names of persons in one column with those of companies. */
export async function writePartners(path: string, records: readonly CustomerRecord[]): Promise<void> {
  const rows = records
    .filter(({ system }) => system === 'accounting-partners')
    .map((record) => [
      record.key,
      record.companyName ?? `${record.givenName ?? ''} ${record.familyName ?? ''}`.trim(),
      record.street,
      record.city,
      record.postalCode,
      record.customer.country,
      record.companyId,
      record.vatId,
      record.email,
      record.phone === null ? null : spacedPhone(record.phone, record.customer.country),
    ])
  // The properties hold a time: a fixed one, or the same workbook would differ from second to second.
  const writtenAt = new Date(nights.one)

  writeFileSync(
    path,
    await writeXlsx({
      sheets: [{ name: 'Partneři', rows: [partnerColumns, ...rows] }],
      properties: { creator: 'Účetnictví', created: writtenAt, modified: writtenAt },
    }),
  )
}

/** Writes the book of issued invoices: CSV with semicolons, decimal commas and dates as DD.MM.YYYY. */
export function writeInvoiceBook(
  path: string,
  booked: readonly BookedInvoice[],
  records: readonly CustomerRecord[],
): void {
  const partnerOf = new Map(
    records.filter(({ system }) => system === 'accounting-partners').map(({ customer, key }) => [customer.id, key]),
  )
  const lines = booked.map((entry) =>
    csvLine([
      entry.key,
      entry.number,
      entry.invoice.order.number,
      partnerOf.get(entry.invoice.order.customer.id) ?? null,
      czechDate(entry.issuedOn),
      czechDate(entry.invoice.dueOn),
      entry.currency,
      commaAmount(entry.netMinor),
      commaAmount(entry.vatMinor),
      commaAmount(entry.grossMinor),
      String(entry.vatRate),
    ]),
  )

  writeFileSync(path, `\uFEFF${csvLine(bookColumns)}${lines.join('')}`)
}
