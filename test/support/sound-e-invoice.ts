import fc from 'fast-check'
import type { EInvoice, EInvoiceVat } from '../../rules/entity/e-invoice.ts'
import { eInvoice } from './e-invoice-sample.ts'

const cents = (minor: bigint): string => {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, '0')
  const text = `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '')
  return minor < 0n && text !== '0' ? `-${text}` : text
}

const halfUp = (numerator: bigint, denominator: bigint): bigint => {
  const rounded = (2n * (numerator < 0n ? -numerator : numerator) + denominator) / (2n * denominator)
  return numerator < 0n ? -rounded : rounded
}

interface Part {
  readonly minor: bigint
  readonly category: string
  readonly rate: string
}

/** Base and VAT of each category and rate, by EN 16931: the VAT of the summed base, rounded half up. */
function breakdownOf(parts: readonly Part[]): readonly { entry: EInvoiceVat; vat: bigint }[] {
  const keys = [...new Set(parts.map(({ category, rate }) => `${category} ${rate}`))]
  return keys.map((key) => {
    const [category = '', rate = ''] = key.split(' ')
    const base = parts.reduce((sum, part) => (`${part.category} ${part.rate}` === key ? sum + part.minor : sum), 0n)
    const vat = halfUp(base * BigInt(rate), 100n)
    return { entry: { category, rate, base: cents(base), vat: cents(vat) }, vat }
  })
}

const tax = fc.constantFrom(
  { category: 'S', rate: '19' },
  { category: 'S', rate: '7' },
  { category: 'Z', rate: '0' },
  { category: 'AE', rate: '0' },
  { category: 'L', rate: '7' },
)
const amount = fc.bigInt({ min: -100_000n, max: 10n ** 15n })

/** Invoices computed as EN 16931 says: one to six lines, allowances and charges of the document, a prepayment. */
export const soundEInvoices: fc.Arbitrary<EInvoice> = fc
  .record({
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 999 }),
        price: fc.bigInt({ min: -9_999n, max: 10n ** 12n }),
        tax,
      }),
      { minLength: 1, maxLength: 6 },
    ),
    adjustments: fc.array(
      fc.record({ kind: fc.constantFrom('allowance' as const, 'charge' as const), minor: amount, tax }),
      {
        maxLength: 3,
      },
    ),
    prepaid: fc.option(fc.bigInt({ min: 1n, max: 10n ** 9n }), { nil: null }),
  })
  .map(({ lines, adjustments, prepaid }) => {
    const nets = lines.map(({ quantity, price }) => BigInt(quantity) * price)
    const signed = adjustments.map(({ kind, minor }) => (kind === 'charge' ? minor : -minor))
    const vat = breakdownOf([
      ...lines.map(({ tax: { category, rate } }, at) => ({ minor: nets[at] ?? 0n, category, rate })),
      ...adjustments.map(({ tax: { category, rate } }, at) => ({ minor: signed[at] ?? 0n, category, rate })),
    ])
    const sum = (minors: readonly bigint[]) => minors.reduce((total, minor) => total + minor, 0n)
    const of = (kind: string) => sum(adjustments.filter((one) => one.kind === kind).map(({ minor }) => minor))
    const net = sum([...nets, ...signed])
    const gross = net + sum(vat.map((one) => one.vat))
    const unlessZero = (minor: bigint) => (minor === 0n ? null : cents(minor))
    const sample = eInvoice()

    return eInvoice({
      vatBreakdown: vat.map(({ entry }) => entry),
      adjustments: adjustments.map(({ kind, minor, tax: { category, rate } }) => ({
        ...{ base: null, percent: null, reasonCode: null, reason: null },
        ...{ kind, amount: cents(minor), category, rate },
      })),
      lines: lines.map(({ quantity, price, tax: { category, rate } }, at) => ({
        ...(sample.lines[0] as (typeof sample.lines)[0]),
        ...{ id: String(at + 1), quantity: String(quantity), unitPrice: cents(price), net: cents(nets[at] ?? 0n) },
        ...{ vatCategory: category, vatRate: rate },
      })),
      totals: {
        lines: cents(sum(nets)),
        allowances: unlessZero(of('allowance')),
        charges: unlessZero(of('charge')),
        net: cents(net),
        vat: cents(gross - net),
        gross: cents(gross),
        prepaid: prepaid === null ? null : cents(prepaid),
        payable: cents(gross - (prepaid ?? 0n)),
      },
    })
  })
