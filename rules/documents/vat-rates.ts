import { vatRatesEurope, vatRatesFrom, type VatRateCategory, type VatRateSpan } from './vat-rates-europe.ts'

/** VAT ids begin with EL and XI where ISO 3166 says GR and GB. */
const isoCountry: Readonly<Record<string, string>> = { EL: 'GR', XI: 'GB' }

/** The standard and reduced rates of a country in force on a day, as decimals in percent, highest first; empty where unknown. */
export function vatRatesOn(country: string, day: string): readonly string[] {
  const rates = new Set(spansOf(country, day).map(([, rate]) => rate))

  return [...rates].toSorted((left, right) => Number(right) - Number(left))
}

/** What a rate was on a day: a rate can be reduced and parking rate at once. Empty where it was none, or the country or day is not in the table. */
export function vatRateCategories(country: string, rate: string, day: string): readonly VatRateCategory[] {
  if (/^0(\.0+)?$/.test(rate)) return spansOf(country, day).length > 0 ? ['zero'] : []

  return spansOf(country, day).flatMap(([category, one]) => (Number(one) === Number(rate) ? [category] : []))
}

function spansOf(country: string, day: string): readonly VatRateSpan[] {
  const spans = vatRatesEurope[isoCountry[country] ?? country] ?? []

  return day < vatRatesFrom
    ? []
    : spans.filter(([, , from, until]) => from <= day && (until === undefined || day <= until))
}
