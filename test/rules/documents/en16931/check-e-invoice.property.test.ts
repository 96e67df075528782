import fc from 'fast-check'
import { expect, test } from 'vitest'
import { violationsOf } from '../../../../rules/documents/en16931/check-e-invoice.ts'
import { contentOfEInvoice } from '../../../../rules/documents/content-of-e-invoice.ts'
import type { EInvoice } from '../../../../rules/entity/e-invoice.ts'
import { eInvoices } from '../../../support/e-invoice-arbitrary.ts'
import { soundEInvoices } from '../../../support/sound-e-invoice.ts'

test('an invoice that was computed as EN 16931 says breaks no rule', () => {
  fc.assert(
    fc.property(soundEInvoices, (invoice) => {
      expect(violationsOf(invoice)).toEqual([])
    }),
  )
})

test('a total that is moved by a cent breaks a rule', () => {
  const total = fc.constantFrom('lines', 'net', 'vat', 'gross', 'payable' as const)
  fc.assert(
    fc.property(soundEInvoices, total, fc.constantFrom(-1n, 1n), (invoice, name, by) => {
      const moved = {
        ...invoice,
        totals: { ...invoice.totals, [name]: cents(minorOf(invoice.totals[name] ?? '0') + by) },
      }
      expect(violationsOf(moved)).not.toEqual([])
    }),
  )
})

const minorOf = (text: string) => {
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(2, '0'))
}

const cents = (minor: bigint) => {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0')
  return `${minor < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

test('the order of lines changes no violation of the document', () => {
  fc.assert(
    fc.property(eInvoices, (invoice) => {
      const turned = { ...invoice, lines: invoice.lines.toReversed(), vatBreakdown: invoice.vatBreakdown.toReversed() }
      const shown = (one: EInvoice) =>
        violationsOf(one)
          .map((violation) => JSON.stringify(violation))
          .sort()
      expect(shown(turned)).toEqual(shown(invoice))
    }),
  )
})

test('a credit note is the negative of the same invoice', () => {
  fc.assert(
    fc.property(eInvoices, (invoice) => {
      const { amounts } = contentOfEInvoice({ ...invoice, isCreditNote: false }).content
      const credited = contentOfEInvoice({ ...invoice, isCreditNote: true }).content.amounts
      for (const name of ['lines', 'net', 'vat', 'gross', 'payable'] as const)
        expect(credited[name]).toBe(amounts[name] === null ? null : -amounts[name])
    }),
  )
})

test('no text whatever makes the checks or the content throw', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('1e5', '-', '.', '', '1,5', '99999999999999999999999999999999999999999'),
  )
  fc.assert(
    fc.property(eInvoices, text, (invoice, scrap) => {
      const spoilt: EInvoice = {
        ...invoice,
        issuedOn: scrap,
        currency: scrap,
        totals: { ...invoice.totals, net: scrap, prepaid: scrap },
        lines: invoice.lines.map((line) => ({ ...line, quantity: scrap, priceBase: scrap, vatRate: scrap })),
        vatBreakdown: invoice.vatBreakdown.map((entry) => ({ ...entry, rate: scrap })),
      }
      expect(() => [violationsOf(spoilt), contentOfEInvoice(spoilt)]).not.toThrow()
    }),
  )
})
