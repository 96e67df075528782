import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { eInvoicesIn } from '../../../connectors/e-invoice/e-invoice-folder.ts'
import { readEInvoice } from '../../../connectors/e-invoice/read-e-invoice.ts'
import { SourceError } from '../../../connectors/source-error.ts'
import type { EInvoice, EInvoiceParty } from '../../../rules/entity/e-invoice.ts'
import { eInvoices } from '../../support/e-invoice-arbitrary.ts'
import { ciiText, isdocText, ublText } from '../../support/e-invoice-writers.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const folder = await temporaryFolder()
afterAll(() => folder[Symbol.asyncDispose]())
const { signal } = new AbortController()

test('an invoice reads the same from UBL and from CII, and as it was', async () => {
  await fc.assert(
    fc.asyncProperty(eInvoices, async (invoice) => {
      const fromUbl = await readEInvoice(await folder.write('ubl.xml', ublText(invoice)), signal)
      const fromCii = await readEInvoice(await folder.write('cii.xml', ciiText(invoice)), signal)

      expect(fromUbl).toEqual({ ...invoice, syntax: 'ubl' })
      expect(fromCii).toEqual({ ...invoice, syntax: 'cii' })
    }),
    { numRuns: 300 },
  )
})

test('an invoice reads from ISDOC as it was, as far as ISDOC can say it', async () => {
  await fc.assert(
    fc.asyncProperty(eInvoices, async (invoice) => {
      const sayable = asIsdocCanSay(invoice)
      expect(await readEInvoice(await folder.write('f.isdoc', isdocText(sayable)), signal)).toEqual(sayable)
    }),
    { numRuns: 300 },
  )
})

function asIsdocCanSay(invoice: EInvoice): EInvoice {
  const { totals, exchangeRate, taxCurrency } = invoice
  const party = (one: EInvoiceParty) => ({
    ...one,
    tradingName: null,
    ids: one.ids.filter((id) => id !== '0').slice(0, 1),
  })
  const category = (code: string | null) => (code === 'AE' ? 'AE' : null)
  const rate = exchangeRate?.rate.replace('-', '') ?? null

  return {
    ...invoice,
    syntax: 'isdoc',
    strangeCurrencies: [],
    exchangeRate: taxCurrency === null || rate === null ? null : { rate, on: null },
    seller: party(invoice.seller),
    buyer: party(invoice.buyer),
    adjustments: [],
    totals: {
      ...totals,
      lines: null,
      allowances: null,
      charges: null,
      prepaid: totals.prepaid?.replace('-', '') ?? null,
    },
    vatBreakdown: invoice.vatBreakdown.map((entry) => ({ ...entry, category: category(entry.category) })),
    lines: invoice.lines.map((line) => ({
      ...line,
      adjustments: [],
      priceBase: null,
      unitPrice: taxCurrency === null ? line.unitPrice : null,
      vatCategory: category(line.vatCategory),
    })),
  }
}

test('whatever the bytes, reading gives an invoice or a SourceError', async () => {
  const damaged = fc
    .tuple(
      eInvoices,
      fc.nat(),
      fc.constantFrom('', '<', '>', '&', '\u0000', '</ram:ID>', '<x>', '"'),
      fc.nat({ max: 40 }),
    )
    .map(([invoice, at, scrap, cut]) => {
      const text = at % 2 === 0 ? ublText(invoice) : ciiText(invoice)
      const start = at % text.length
      return Buffer.from(text.slice(0, start) + scrap + text.slice(start + cut))
    })
  const bytes = fc.oneof(
    damaged,
    fc.uint8Array().map((array) => Buffer.from(array)),
  )

  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      const path = await folder.write('damaged.xml', content)
      for await (const read of eInvoicesIn(path, signal))
        expect('invoice' in read || read.rejection instanceof SourceError).toBe(true)
    }),
    { numRuns: 500 },
  )
})
