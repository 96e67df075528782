import type { Difference } from './comparison/difference.ts'
import { vatRateCategories } from './vat-rates.ts'

/** Says of two VAT rates that differ what each of them is in a country on a day: often one of them ended, or is another country's. */
export function nameRates(difference: Difference, country: string, day: string): Difference {
  if (difference.cause !== 'vat-rate') return difference
  const { rate, otherRate } = difference.evidence
  const named = Object.entries({ rate, otherRate }).flatMap(([name, value]) =>
    value === undefined ? [] : [[`${name}Is`, nameOf(country, value, day)] as const],
  )

  return { ...difference, evidence: { ...difference.evidence, ...Object.fromEntries(named) } }
}

function nameOf(country: string, rate: string, day: string): string {
  const categories = vatRateCategories(country, rate, day)

  return categories.length === 0 ? `no rate of ${country} on ${day}` : `${categories.join(' and ')} rate of ${country}`
}
