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

const ruleOfTotal = {
  lines: 'BR-CO-10',
  net: 'BR-CO-13',
  vat: 'BR-CO-14',
  gross: 'BR-CO-15',
  payable: 'BR-CO-16',
} as const

test('a total that is moved by a cent is one violation, of the rule that computes it', () => {
  const total = fc.constantFrom('lines', 'net', 'vat', 'gross', 'payable' as const)
  fc.assert(
    fc.property(soundEInvoices, total, fc.constantFrom(-1n, 1n), (invoice, name, by) => {
      const moved = {
        ...invoice,
        totals: { ...invoice.totals, [name]: cents(minorOf(invoice.totals[name] ?? '0') + by) },
      }
      expect(violationsOf(moved).map(({ rule }) => rule)).toEqual([ruleOfTotal[name]])
    }),
  )
})

test('an amount of the breakdown or of a line that is moved is one violation, whatever is computed from it', () => {
  const moved = fc.constantFrom('base', 'vat', 'net' as const)
  fc.assert(
    fc.property(soundEInvoices, moved, fc.nat(), fc.constantFrom(-101n, 101n), (invoice, name, at, by) => {
      const move = (text: string | null) => cents(minorOf(text ?? '0') + by)
      const spoilt: EInvoice =
        name === 'net'
          ? { ...invoice, lines: changed(invoice.lines, at, (line) => ({ ...line, net: move(line.net) })) }
          : {
              ...invoice,
              vatBreakdown: changed(invoice.vatBreakdown, at, (entry) => ({ ...entry, [name]: move(entry[name]) })),
            }
      const [violation, ...others] = violationsOf(spoilt)
      expect(others).toEqual([])
      expect(violation?.field).toBe(name === 'net' ? 'lines.net' : `vatBreakdown.${name}`)
    }),
  )
})

function changed<Part>(parts: readonly Part[], at: number, change: (part: Part) => Part): readonly Part[] {
  return parts.map((part, index) => (index === at % parts.length ? change(part) : part))
}

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
