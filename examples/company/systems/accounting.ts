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
  'Typ dokladu',
  'Opravuje',
  'Objednávka',
  'Partner',
  'Datum vystavení',
  'Splatnost',
  'Měna',
  'Doprava',
  'Sleva',
  'Základ',
  'DPH',
  'Celkem',
  'Sazba DPH',
  'Stav',
]

const lineColumns = ['Doklad', 'Řádek', 'Kód zboží', 'Text', 'Množství', 'Cena', 'Základ', 'Měna', 'Sazba DPH']

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
  // Of a partner entered twice the first entry is the customer's own.
  const partnerOf = new Map(
    records
      .filter(({ system }) => system === 'accounting-partners')
      .toReversed()
      .map(({ customer, key }) => [customer.id, key]),
  )
  const lines = booked.map((entry) =>
    csvLine([
      entry.key,
      entry.number,
      entry.type === 'invoice' ? 'Faktura' : 'Dobropis',
      entry.invoice.corrects?.number ?? null,
      entry.invoice.order.number,
      entry.partnerKey ?? partnerOf.get(entry.invoice.order.customer.id) ?? null,
      czechDate(entry.issuedOn),
      czechDate(entry.invoice.dueOn),
      entry.currency,
      commaAmount(entry.freightMinor),
      commaAmount(entry.discountMinor),
      commaAmount(entry.netMinor),
      commaAmount(entry.vatMinor),
      commaAmount(entry.grossMinor),
      String(entry.vatRate),
      entry.isCancelled ? 'Stornováno' : 'Zaúčtováno',
    ]),
  )

  writeFileSync(path, `\uFEFF${csvLine(bookColumns)}${lines.join('')}`)
}

/** Writes the lines of the book’s latest documents: amounts without VAT, which accounting computes once for the whole document. */
export function writeInvoiceLines(path: string, booked: readonly BookedInvoice[]): void {
  const lines = booked.flatMap((entry) =>
    entry.lines.map(({ product, quantity, unitMinor, netMinor }, index) =>
      csvLine([
        entry.key,
        String(1 + index),
        product.sku,
        product.name,
        String(quantity),
        commaAmount(unitMinor),
        commaAmount(netMinor),
        entry.currency,
        String(entry.vatRate),
      ]),
    ),
  )

  writeFileSync(path, `\uFEFF${csvLine(lineColumns)}${lines.join('')}`)
}
