import fc from 'fast-check'
import { expect, test } from 'vitest'
import { divideHalfUp } from '../../../rules/documents/document-amounts.ts'
import { vatFactor } from '../../../rules/documents/net-gross.ts'
import { compare, copy } from './document-fixture.ts'

/** A sound invoice or credit note of one VAT rate in a currency of 0, 2 or 3 decimals, for at least ten major units. */
const invoice = fc
  .record({
    net: fc.bigInt(10_000n, 10n ** 12n),
    sign: fc.constantFrom(1n, -1n),
    rate: fc.constantFrom('21', '12', '27', '25.5', '8.1'),
    scale: fc.constantFrom('0', '2', '3'),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ net, sign, rate, scale, month, day }) => {
    const { numerator, denominator } = vatFactor(rate)
    const gross = divideHalfUp(net * numerator, denominator)
    const two = (part: number) => String(part).padStart(2, '0')

    return {
      netMinor: String(sign * net),
      vatMinor: String(sign * (gross - net)),
      grossMinor: String(sign * gross),
      scale,
      currency: 'EUR',
      vatRate: rate,
      issuedOn: `2026-${two(month)}-${two(day)}`,
    }
  })

type Invoice = typeof invoice extends fc.Arbitrary<infer Value> ? Value : never

function causes(record: Invoice, changed: Record<string, string | null>): string[] {
  return compare([copy('erp:1', record), copy('shop:1', { ...record, ...changed })]).map(({ cause }) => cause)
}

function recognises(cause: string, fault: (record: Invoice) => Record<string, string | null> | undefined) {
  fc.assert(
    fc.property(invoice, (record) => {
      const changed = fault(record)

      fc.pre(changed !== undefined)
      expect(causes(record, changed)).toEqual([cause])
      expect(causes({ ...record, ...changed } as Invoice, record)).toEqual([cause])
    }),
  )
}

test('a system that holds only the net amount, as its total, is recognised from either side', () => {
  recognises('net-gross', ({ netMinor }) => ({ grossMinor: netMinor, netMinor: null, vatMinor: null }))
})

test('a system that added VAT to a total is recognised from either side', () => {
  recognises('net-gross', ({ grossMinor, vatRate }) => {
    const { numerator, denominator } = vatFactor(vatRate)

    return {
      netMinor: null,
      vatMinor: null,
      grossMinor: String(divideHalfUp(BigInt(grossMinor) * numerator, denominator)),
    }
  })
})

test('a system that knows no VAT at all is recognised from either side', () => {
  recognises('vat-category', ({ netMinor }) => ({ grossMinor: netMinor, vatMinor: '0', vatRate: '0' }))
})

test('a total changed by a few percent for no reason is unexplained from either side', () => {
  recognises('unexplained', ({ grossMinor }) => ({
    grossMinor: String((BigInt(grossMinor) * 103n) / 100n),
    netMinor: null,
    vatMinor: null,
  }))
})

test('another currency is nothing but another currency', () => {
  recognises('currency', ({ netMinor, vatMinor, grossMinor }) => {
    const [net, vat, gross] = [netMinor, vatMinor, grossMinor].map((minor) => String(BigInt(minor) * 25n))

    return { currency: 'CZK', netMinor: net ?? null, vatMinor: vat ?? null, grossMinor: gross ?? null }
  })
})

test('day and month exchanged are recognised from either side', () => {
  recognises('day-month-swap', ({ issuedOn }) => {
    const [year, month = '', day = ''] = issuedOn.split('-')

    return day > '12' || day === month ? undefined : { issuedOn: `${year}-${day}-${month}` }
  })
})
