import { fieldsOf, type EntityKind } from '../entity/entity.ts'
import { amountTarget, isAmountName } from './amount-step.ts'
import type { FieldMapping } from './field-mapping.ts'

/**
 * Canonical fields that a mapping can always fill, so that null there means "empty in the source". What only some values
 * yield is not counted: a `name` column gives a company name or a person's names, never both.
 */
export function mappedFields(kind: EntityKind, mappings: Readonly<Record<string, FieldMapping>>): ReadonlySet<string> {
  const fields = new Set(fieldsOf(kind))
  const filled = Object.entries(mappings).flatMap(([name, mapping]) => {
    if (name === 'customer') return ['customerKey', 'customerSystem']
    if (!isAmountName(name)) return [name]
    return [amountTarget(name, mapping) ?? '', 'currency', 'scale']
  })

  return new Set(filled.filter((field) => fields.has(field)))
}
