import { fieldsOf, storageOf, type EntityKind } from '../entity/entity.ts'
import { amountsStep, isAmountName } from './amount-step.ts'
import { companyIdStep } from './company-id.ts'
import { currencyStep } from './currency-step.ts'
import { businessDateStep, changedAtReader, dateStep, instantStep } from './date-step.ts'
import type { FieldMapping, FullFieldMapping } from './field-mapping.ts'
import { fieldReader } from './field-reader.ts'
import { futureLimit } from './future-limit.ts'
import { fullMapping, mappedInput, statedInput } from './mapped-input.ts'
import { companyNameStep, wholeNameStep } from './name-step.ts'
import {
  addRejection,
  type MappingStep,
  type NormalizeContext,
  type NormalizedRow,
  type SourceFields,
} from './normalize-context.ts'

export {
  columnsOf,
  mappingProblems,
  undecidedDateColumns,
  undecidedNumberColumns,
  unknownMappingNames,
} from './mapping-names.ts'
export type { NormalizeContext, NormalizedRow } from './normalize-context.ts'

type Mappings = Readonly<Record<string, FieldMapping>>

/** Business dates that follow from a moment when the source states no date. */
const dateOfMoment: readonly (readonly [date: string, instant: string])[] = [
  ['orderedOn', 'orderedAt'],
  ['paidOn', 'paidAt'],
]

/**
 * Compiles the field mapping of a flow, once, into the function that normalizes its rows. A value that is refused is null in
 * the record and listed; the other fields of the row go on. Throws nothing, whatever the row holds.
 */
export function compileMapping(
  kind: EntityKind,
  mappings: Mappings,
  context: NormalizeContext,
): (row: { readonly changedAt: string | null; readonly fields: SourceFields }) => NormalizedRow {
  const blank = Object.fromEntries(fieldsOf(kind).map((field) => [field, null])) as Readonly<
    Record<string, string | null>
  >
  const steps = compileSteps(kind, mappings, context)
  const readChangedAt = changedAtReader(mappings['changedAt'], context)
  const lastMoment = futureLimit(context.asOf)

  return (row) => {
    const draft = { record: { ...blank }, rejections: [] }
    for (const step of steps) step(row.fields, draft)

    const changedAt = readChangedAt(row, draft)
    // A change that is still to come would be the most recent one for as long as it takes to come.
    if (changedAt === null || changedAt <= lastMoment)
      return { record: draft.record, changedAt, rejections: draft.rejections }

    addRejection(draft, 'changedAt', 'changed-in-future', changedAt)
    return { record: draft.record, changedAt: null, rejections: draft.rejections }
  }
}

/** The country comes first, because phones, codes and ids are read by it; a whole name last of the names, because it only fills gaps. */
function compileSteps(kind: EntityKind, mappings: Mappings, context: NormalizeContext): readonly MappingStep[] {
  const fields = new Set(fieldsOf(kind))
  const own = (name: string) => (fields.has(name) ? mappings[name] : undefined)
  const step = (mapping: FieldMapping | undefined, compile: (mapping: FieldMapping) => MappingStep) =>
    mapping === undefined ? [] : [compile(mapping)]
  const hasAmounts = fields.has('currency')

  return [
    ...step(own('country'), (mapping) => fieldStep('country', mapping, context)),
    ...Object.entries(mappings)
      .filter(([name]) => fields.has(name) && !readElsewhere.has(name) && !(hasAmounts && isAmountName(name)))
      .map(([name, mapping]) => storedStep(kind, name, mapping, context)),
    ...step(own('companyName'), (mapping) => companyNameStep(mapping, context)),
    ...(kind === 'customer' ? step(mappings['name'], (mapping) => wholeNameStep(mapping, context)) : []),
    ...(fields.has('companyId') && mappings['vatId'] !== undefined ? [companyIdStep()] : []),
    ...(fields.has('customerKey')
      ? step(mappings['customer'] ?? mappings['customerKey'], (mapping) => customerStep(mapping, context))
      : []),
    ...(hasAmounts ? [amountsStep(mappings, context)] : []),
    ...dateOfMoment
      .filter(([date]) => fields.has(date))
      .map(([date, instant]) => businessDateStep(date, instant, context)),
    ...(hasAmounts ? [currencyStep(kind)] : []),
  ]
}

const readElsewhere = new Set(['country', 'companyName', 'customerKey', 'currency', 'scale'])

function storedStep(kind: EntityKind, field: string, mapping: FieldMapping, context: NormalizeContext): MappingStep {
  const storage = storageOf(kind).get(field)
  if (storage === 'date') return dateStep(field, mapping, context)

  return storage === 'instant' ? instantStep(field, mapping, context) : fieldStep(field, mapping, context)
}

function fieldStep(field: string, mapping: FieldMapping, context: NormalizeContext): MappingStep {
  const full = fullMapping(mapping)
  const inputText = mappedInput(full)
  const stated = statedInput(full)
  const read = fieldReader(field, full, context)

  return (fields, draft) => {
    const raw = inputText(fields)
    const text = raw === null || raw === '' ? null : stated(raw)
    if (raw === null || text === null) return
    const outcome = text.ok ? read(text.value, draft.record['country'] ?? null) : text

    if (outcome.ok) draft.record[field] = outcome.value === '' ? null : outcome.value
    else addRejection(draft, field, outcome.issue, raw)
  }
}

/** A customer's key means nothing without the system whose key it is. */
function customerStep(mapping: FieldMapping, context: NormalizeContext): MappingStep {
  const full: FullFieldMapping = fullMapping(mapping)
  const readKey = fieldStep('customerKey', full, context)

  return (fields, draft) => {
    readKey(fields, draft)
    if (draft.record['customerKey'] !== null) draft.record['customerSystem'] ??= full.inSystem ?? context.systemName
  }
}
