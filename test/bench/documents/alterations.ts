import { currencyScale } from '../../../rules/normalize/currency.ts'
import { decimalText, exactDecimal } from '../../../rules/documents/exact-decimal.ts'
import { add, fraction, multiply, round } from '../../../rules/documents/fraction.ts'
import type { EInvoice, EInvoiceLine, EInvoiceVat } from '../../../rules/entity/e-invoice.ts'
import type { Dice } from './dice.ts'

/** Makes an altered copy; undefined where the invoice has no such value. */
export type Alter = (invoice: EInvoice, dice: Dice) => EInvoice | undefined

export function onLine(change: (line: EInvoiceLine, dice: Dice) => EInvoiceLine | undefined): Alter {
  return (invoice, dice) => {
    const at = dice.below(invoice.lines.length)
    const line = invoice.lines[at]
    const changed = line && change(line, dice)

    return changed && { ...invoice, lines: invoice.lines.with(at, changed) }
  }
}

export function onGroup(change: (group: EInvoiceVat, dice: Dice) => EInvoiceVat | undefined): Alter {
  return (invoice, dice) => {
    const at = dice.below(invoice.vatBreakdown.length)
    const group = invoice.vatBreakdown[at]
    const changed = group && change(group, dice)

    return changed && { ...invoice, vatBreakdown: invoice.vatBreakdown.with(at, changed) }
  }
}

export function lineRemoved(invoice: EInvoice, dice: Dice): EInvoice | undefined {
  const at = dice.below(invoice.lines.length)
  const line = invoice.lines[at]

  // A line of transport that is missing is a matter of freight, and one that takes something off one of discount.
  if (
    invoice.lines.length < 2 ||
    /versand|porto|fracht|liefer|transport|freight|rabatt|discount/i.test(line?.name ?? '')
  )
    return undefined
  return { ...invoice, lines: invoice.lines.toSpliced(at, 1) }
}

export function renumbered(invoice: EInvoice | undefined): EInvoice | undefined {
  return invoice && { ...invoice, lines: invoice.lines.map((line, index) => ({ ...line, id: String(index + 1) })) }
}

export function withAdjustment(line: EInvoiceLine, dice: Dice): EInvoiceLine | undefined {
  const [first, ...rest] = line.adjustments

  if (first === undefined) {
    const amount = String(1 + dice.below(5))
    const none = { base: null, percent: null, category: null, rate: null, reasonCode: null }

    return line.unitPrice === null
      ? undefined
      : { ...line, adjustments: [{ ...none, kind: 'allowance', amount, reason: 'Discount' }] }
  }
  return first.kind === 'charge'
    ? undefined
    : { ...line, adjustments: [{ ...first, amount: raised(first.amount, dice) }, ...rest] }
}

export function onAdjustment(kind: 'allowance' | 'charge'): Alter {
  return (invoice, dice) => {
    const at = invoice.adjustments.findIndex((one) => one.kind === kind && (one.amount ?? '0') !== '0')
    const adjustment = invoice.adjustments[at]

    return (
      adjustment && {
        ...invoice,
        adjustments: invoice.adjustments.with(at, { ...adjustment, amount: raised(adjustment.amount, dice) }),
      }
    )
  }
}

export function withoutAdjustment(kind: 'allowance' | 'charge'): Alter {
  return (invoice) => {
    const at = invoice.adjustments.findIndex((one) => one.kind === kind && (one.amount ?? '0') !== '0')

    return at === -1 ? undefined : { ...invoice, adjustments: invoice.adjustments.toSpliced(at, 1) }
  }
}

/** Totals from stated VAT: what a system writes whose tax differs. */
export function fromVat(invoice: EInvoice): EInvoice {
  const vat = invoice.vatBreakdown.reduce((sum, group) => add(sum, number(group.vat)), fraction(0n))
  const gross = add(number(invoice.totals.net), vat)
  const payable = add(add(gross, number(minus(invoice.totals.prepaid))), number(invoice.totals.rounding))

  return {
    ...invoice,
    totals: {
      ...invoice.totals,
      vat: decimalText(vat, 6),
      gross: decimalText(gross, 6),
      payable: decimalText(payable, 6),
    },
  }
}

export function roundedDown(invoice: EInvoice): EInvoice | undefined {
  const scale = currencyScale(invoice.currency ?? '') ?? 2
  const vatBreakdown = invoice.vatBreakdown.map((group) => {
    const exact = multiply(multiply(number(group.base), number(group.rate)), {
      numerator: 10n ** BigInt(scale),
      denominator: 100n,
    })

    return { ...group, vat: decimalText({ numerator: round(exact, 'down'), denominator: 10n ** BigInt(scale) }, scale) }
  })
  const isOther = vatBreakdown.some(({ vat }, index) => vat !== invoice.vatBreakdown[index]?.vat)

  return isOther ? { ...invoice, vatBreakdown } : undefined
}

export function exchanged(text: string): string | undefined {
  const [year, month = '', day = ''] = text.split('-')

  return day > '12' || day === month ? undefined : `${year}-${day}-${month}`
}

export function movedBy(text: string, days: number): string {
  return new Date(Date.parse(text) + days * 86_400_000).toISOString().slice(0, 10)
}

export function turnedRound(invoice: EInvoice): EInvoice | undefined {
  if (invoice.totals.gross === null || invoice.totals.gross === '0') return undefined
  return { ...invoice, isCreditNote: !invoice.isCreditNote, typeCode: invoice.isCreditNote ? '380' : '381' }
}

/** The gross price as the price without VAT: what a shop exports that thinks in gross prices. */
export function withVatInPrices(invoice: EInvoice): EInvoice | undefined {
  if (invoice.adjustments.length > 0 || invoice.lines.some(({ adjustments }) => adjustments.length > 0))
    return undefined
  if (!invoice.lines.some((line) => isTaxed(line.vatCategory, line.vatRate) && line.unitPrice !== null))
    return undefined
  return {
    ...invoice,
    lines: invoice.lines.map((line) =>
      line.unitPrice === null || !isTaxed(line.vatCategory, line.vatRate)
        ? line
        : {
            ...line,
            unitPrice: decimalText(
              multiply(number(line.unitPrice), {
                ...add(number(line.vatRate), fraction(100n)),
                denominator: add(number(line.vatRate), fraction(100n)).denominator * 100n,
              }),
              6,
            ),
          },
    ),
  }
}

/** A company that is in no invoice. */
export const stranger: EInvoice['seller'] = {
  name: 'Zeta Quadrat Logistik AG',
  tradingName: null,
  vatId: 'ATU13585627',
  companyId: null,
  ids: [],
  street: 'Ringstraße 99',
  city: 'Wien',
  postalCode: '1010',
  country: 'AT',
  email: null,
}

export function isTaxed(category: string | null, rate: string | null): boolean {
  return category === 'S' && rate !== null && rate !== '0'
}

export function otherRate(rate: string | null, dice: Dice): string {
  return dice.pick(['5', '7', '10', '12', '19', '20', '21', '25'].filter((one) => one !== rate))
}

function number(text: string | null) {
  return exactDecimal(text ?? '0') ?? fraction(0n)
}

function minus(text: string | null): string {
  return text === null ? '0' : decimalText(multiply(number(text), fraction(-1n)), 6)
}

/** A quantity or price by some tenths more, or twice as much, or with a digit too many. */
export function scaled(text: string, dice: Dice): string {
  if (number(text).numerator === 0n) return '1'
  return decimalText(multiply(number(text), fraction(dice.pick(['1.1', '2', '10', '0.5', '1.3']))), 6)
}

/** An amount that differs by enough to be no rounding: by a tenth to some thousands, more or less. */
export function shifted(text: string, dice: Dice): string {
  const change = dice.pick(['1', '3', '25', '100', '1234', '-1', '-7', '-90'])
  const moved = decimalText(add(number(text), fraction(change)), 6)

  return moved === '0' ? decimalText(add(number(text), fraction('11')), 6) : moved
}

/** An amount made larger, away from zero, by more than rounding can: its sign says what it is. */
export function raised(text: string | null, dice: Dice): string {
  const change = dice.pick(['13', '25', '100', '1234'])

  return decimalText(add(number(text), fraction(text?.startsWith('-') === true ? `-${change}` : change)), 6)
}
