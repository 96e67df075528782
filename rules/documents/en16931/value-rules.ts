import type { StatedEInvoice, EInvoiceAdjustment } from '../../entity/e-invoice.ts'
import { currencyScale, isCurrencyOn } from '../../normalize/currency.ts'
import { isDate } from '../e-invoice-values.ts'
import { decimalsIn, exactDecimal } from '../exact-decimal.ts'
import { decimalRules } from './rule-catalogue.ts'
import { forbids, numberOf, type Violation } from './violation.ts'

/** The rules about single values: numbers, decimals, dates, currencies, references. */
export function valueViolations(invoice: StatedEInvoice): readonly Violation[] {
  return [
    ...numberViolations(invoice),
    ...dateViolations(invoice),
    ...currencyViolations(invoice),
    ...referenceViolations(invoice),
  ]
}

/** A number of the invoice, by its field and its place. */
interface NumberText {
  readonly field: string
  readonly at: string | null
  readonly text: string | null
}

function numbersOf({ totals, vatBreakdown, adjustments, lines, exchangeRate }: StatedEInvoice): readonly NumberText[] {
  const placed = (prefix: string, at: string | null, values: Readonly<Record<string, string | null>>) =>
    Object.entries(values).map(([name, text]) => ({ field: `${prefix}${name}`, at, text }))
  const adjusted = (prefix: string, at: string | null, { kind, amount, base, percent, rate }: EInvoiceAdjustment) =>
    placed(`${prefix}${kind}.`, at, { amount, base, percent, rate })

  return [
    ...placed('totals.', null, { ...totals }),
    ...vatBreakdown.flatMap(({ category, rate, base, vat }) =>
      placed('vatBreakdown.', [category, rate].filter((part) => part !== null).join(' '), { rate, base, vat }),
    ),
    ...adjustments.flatMap((adjustment) => adjusted('', null, adjustment)),
    ...lines.flatMap(({ id, quantity, net, unitPrice, priceBase, vatRate, adjustments: own }) => [
      ...placed('lines.', id, { quantity, net, unitPrice, priceBase, vatRate }),
      ...own.flatMap((adjustment) => adjusted('lines.', id, adjustment)),
    ]),
    ...placed('exchangeRate.', null, { rate: exchangeRate?.rate ?? null }),
  ]
}

function numberViolations(invoice: StatedEInvoice): readonly Violation[] {
  return numbersOf(invoice).flatMap(({ field, at, text }) => {
    if (text === null) return []
    if (exactDecimal(text) === undefined) return [forbids('xs:decimal', field, text, at)]

    const isFine = !isMoney(field) || invoice.syntax === 'isdoc' || decimalsIn(text) <= 2
    return isFine ? [] : [forbids(decimalRules[field], field, text, at)]
  })
}

const isMoney = (field: string): field is keyof typeof decimalRules => Object.hasOwn(decimalRules, field)

function dateViolations({
  issuedOn,
  taxPointOn,
  dueOn,
  preceding,
  exchangeRate,
}: StatedEInvoice): readonly Violation[] {
  const dates: readonly (readonly [string, string | null])[] = [
    ['issuedOn', issuedOn],
    ['taxPointOn', taxPointOn],
    ['dueOn', dueOn],
    ...preceding.map((reference) => ['preceding.issuedOn', reference.issuedOn] as const),
    ['exchangeRate.on', exchangeRate?.on ?? null],
  ]
  return dates.flatMap(([field, text]) =>
    text === null || isDate(text) ? [] : [forbids('PEPPOL-EN16931-F001', field, text)],
  )
}

/** The day of issue or of the supply may be the one on which the currency was still, or already, in force. */
function currencyViolations(invoice: StatedEInvoice): readonly Violation[] {
  const { currency, taxCurrency, strangeCurrencies, totals } = invoice
  const days = [invoice.issuedOn, invoice.taxPointOn].filter((day) => day !== null && isDate(day))
  const isSound = (code: string | null) =>
    code === null ||
    (currencyScale(code) !== undefined && (days.length === 0 || days.some((day) => isCurrencyOn(code, day ?? ''))))
  const [vat, accounted] = [numberOf(totals.vat), numberOf(totals.vatInTaxCurrency)]
  const areOpposed = (vat?.numerator ?? 0n) * (accounted?.numerator ?? 0n) < 0n

  return [
    ...(isSound(currency) ? [] : [forbids('BR-CL-04', 'currency', currency)]),
    ...(isSound(taxCurrency) ? [] : [forbids('BR-CL-05', 'taxCurrency', taxCurrency)]),
    ...strangeCurrencies.map((code) => forbids('PEPPOL-EN16931-R051', 'strangeCurrencies', code)),
    ...(areOpposed ? [forbids('PEPPOL-EN16931-R055', 'totals.vatInTaxCurrency', totals.vatInTaxCurrency)] : []),
  ]
}

/**
 * A reference to the document itself. A credit note may have a series of numbers of its own, so there the number alone
 * proves nothing: the date of the reference must be that of the document too.
 */
function referenceViolations({ number, issuedOn, isCreditNote, preceding }: StatedEInvoice): readonly Violation[] {
  const isItself = (reference: StatedEInvoice['preceding'][number]) =>
    reference.number !== null &&
    reference.number === number &&
    (reference.issuedOn === null ? !isCreditNote : reference.issuedOn === issuedOn)

  return preceding.some(isItself) ? [forbids('SELF-REFERENCE', 'preceding.number', number)] : []
}
