import { expect, test } from 'vitest'
import { matchRecords } from '../../../engine/matching/match-records.ts'
import type { MatchRow } from '../../../engine/matching/match-outcome.ts'
import { invoiceModel } from '../../../rules/matching/invoice-model.ts'
import { randomNumbers } from './customer-list.ts'

const fields = ['number', 'orderNumber', 'goldenCustomer', 'issuedOn', 'currency', 'netMinor', 'vatMinor', 'grossMinor']

type Invoice = Readonly<Record<string, string | null>>

const invoice: Invoice = {
  number: 'FV-2026-00123',
  orderNumber: 'O-77',
  goldenCustomer: 'C-1',
  issuedOn: '2026-03-04',
  currency: 'CZK',
  netMinor: '100000',
  grossMinor: '121000',
}

/** A year of other invoices, so that numbers, amounts and dates have the rarity they have in real books. */
function others(): Invoice[] {
  const random = randomNumbers(3)
  const below = (limit: number) => Math.floor(random() * limit)

  return Array.from({ length: 3000 }, (_, at) => ({
    number: `FV-2026-${String(1000 + at).padStart(5, '0')}`,
    orderNumber: `O-${1000 + at}`,
    goldenCustomer: `C-${10 + below(400)}`,
    issuedOn: `2026-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
    currency: 'CZK',
    netMinor: String(10_000 + below(90_000)),
    grossMinor: String(110_000 + below(900_000)),
  }))
}

async function areLinked(left: Invoice, right: Invoice): Promise<boolean> {
  const rows: MatchRow[] = [left, right, ...others()].map((record, recordId) => ({
    recordId,
    label: `${recordId === 0 ? 'erp' : 'acc'}:${recordId}`,
    system: recordId === 0 ? 'erp' : 'acc',
    values: fields.map((field) => record[field] ?? null),
  }))
  const batches = (async function* () {
    yield rows
  })()
  const { recordIds, clusterOf } = await matchRecords({ fields, batches, assertions: [] }, invoiceModel, {
    workerCount: 1,
  })

  return clusterOf[recordIds.indexOf(0)] === clusterOf[recordIds.indexOf(1)]
}

test.each<[string, Invoice]>([
  ['another notation of the number', { number: '2026123' }],
  ['its number without zeros inside', { number: 'FV-2026-123' }],
  ['its number without separators', { number: 'fv202600123' }],
  ['the figures of its number', { number: '2026 00123' }],
  ['the day and month exchanged', { issuedOn: '2026-04-03' }],
  ['the next day', { issuedOn: '2026-03-05' }],
  ['the amount without VAT', { grossMinor: '100000' }],
  ['another amount', { grossMinor: '99000', netMinor: '81818' }],
  ['no customer', { goldenCustomer: null }],
  ['a customer not yet merged', { goldenCustomer: 'C-2' }],
  ['no order number', { orderNumber: null }],
  ['a figure of the number left out', { number: 'FV-2026-0023' }],
  ['two figures of the number exchanged', { number: 'FV-2026-00132' }],
  ['another currency', { currency: 'EUR', netMinor: '4000', grossMinor: '4840' }],
  ['its sign left out', { netMinor: '-100000', grossMinor: '-121000' }],
])('one invoice with %s is linked', async (_, fault) => {
  expect(await areLinked(invoice, { ...invoice, ...fault })).toBe(true)
})

test.each<[string, Invoice]>([
  ['the next number of the series', { number: 'FV-2026-00124', orderNumber: 'O-78' }],
  ['the next number and the same order', { number: 'FV-2026-00124' }],
  ['another number altogether', { number: 'FV-2026-00877', orderNumber: 'O-99' }],
  [
    'its own number again a year later',
    { issuedOn: '2027-03-04', goldenCustomer: 'C-9', orderNumber: 'O-9', grossMinor: '5000', netMinor: '4132' },
  ],
  [
    'its number and the amount given back later',
    { issuedOn: '2026-03-09', netMinor: '-100000', grossMinor: '-121000' },
  ],
  ['the amount given back', { number: 'CN-2026-00123', netMinor: '-100000', grossMinor: '-121000' }],
])('an invoice of the same customer with %s is another invoice', async (_, other) => {
  expect(await areLinked(invoice, { ...invoice, ...other })).toBe(false)
})
