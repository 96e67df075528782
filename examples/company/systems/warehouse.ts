import { writeFileSync } from 'node:fs'
import { americanDate, businessDate } from '../calendar.ts'
import type { Product } from '../documents/products.ts'
import { plainLetters } from '../identity/plain-letters.ts'
import type { CustomerRecord } from '../records/customer-record.ts'

/** Writes the ship-to addresses of the old warehouse: fixed columns, capitals, no accents, a trailer with the count. */
export function writeWarehouseCustomers(path: string, records: readonly CustomerRecord[]): void {
  const lines = records
    .filter(({ system }) => system === 'warehouse')
    .map((record) => {
      const name = record.companyName ?? `${record.givenName ?? ''} ${record.familyName ?? ''}`

      return [
        cell(record.key, 8),
        cell(name, 45),
        cell(record.street, 35),
        cell(record.city, 25),
        cell(record.postalCode, 10),
        cell(record.customer.country, 2),
        cell(record.phone, 16),
        americanDate(businessDate(record.changedAt)),
      ].join('')
    })

  writeLines(path, lines)
}

/** Writes the stock list: quantities as nine digits of which the last three are decimals. */
export function writeWarehouseStock(path: string, catalogue: readonly Product[]): void {
  const lines = catalogue
    .filter(({ isInWarehouse }) => isInWarehouse)
    .map(
      ({ sku, name, stock }) =>
        `${cell(sku, 12)}${cell(name, 45)}${String(stock * 1000).padStart(9, '0')}${americanDate('2026-03-02')}`,
    )

  writeLines(path, lines)
}

function writeLines(path: string, lines: readonly string[]): void {
  const trailer = `TRL${String(lines.length).padStart(9, '0')}`

  writeFileSync(path, `${[...lines, trailer].join('\r\n')}\r\n`)
}

const cell = (value: string | null, width: number) =>
  plainLetters(value ?? '')
    .toUpperCase()
    .slice(0, width)
    .padEnd(width)
