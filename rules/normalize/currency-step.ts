import type { EntityKind } from '../entity/entity.ts'
import { isCurrencyOn } from './currency.ts'
import { addRejection, type MappingStep } from './normalize-context.ts'

/** The days by which a record's currency is judged, the first that is known. */
const daysOf: Partial<Readonly<Record<EntityKind, readonly string[]>>> = {
  order: ['orderedOn'],
  invoice: ['issuedOn', 'taxPointOn'],
  payment: ['paidOn'],
}

/**
 * Refuses a currency that did not exist on the day of the document: kuna in 2023, Caribbean guilders in 2024. The amounts stay, in
 * a currency that is not known, so that they are compared with nothing as if it were.
 */
export function currencyStep(kind: EntityKind): MappingStep {
  const days = daysOf[kind] ?? []

  return (_, draft) => {
    const { record } = draft
    const currency = record['currency'] ?? null
    const day = days.map((field) => record[field] ?? null).find((date) => date !== null) ?? null

    if (currency === null || day === null || isCurrencyOn(currency, day)) return
    record['currency'] = null
    addRejection(draft, 'currency', 'currency-not-in-force', currency)
  }
}
