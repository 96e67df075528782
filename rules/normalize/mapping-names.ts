import { fieldsOf, storageOf, type EntityKind } from '../entity/entity.ts'
import { amountTarget, isAmountName } from './amount-step.ts'
import type { DecimalMark } from './decimal-number.ts'
import type { FieldMapping, FullFieldMapping } from './field-mapping.ts'
import { isDateFormat } from './date-step.ts'
import { fullMapping, inputColumns } from './mapped-input.ts'

type Mappings = Readonly<Record<string, FieldMapping>>

/** Input names that a plan may map for a kind: its canonical fields, and those that need reading before they fit one. */
export function mappingNames(kind: EntityKind): readonly string[] {
  const fields = fieldsOf(kind)
  const amounts = ['net', 'vat', 'gross', 'fee', 'price', 'discount', 'freight', 'prepaid', 'payable'].filter((name) =>
    fields.includes(amountTarget(name, undefined) ?? ''),
  )

  return [
    ...fields,
    ...amounts,
    ...(fields.includes('grossMinor') ? ['total'] : []),
    ...(fields.includes('customerKey') ? ['customer'] : []),
    ...(kind === 'customer' ? ['name'] : []),
    'changedAt',
  ]
}

/** Names that mean nothing for the kind, in the order of the plan. */
export function unknownMappingNames(kind: EntityKind, mappings: Mappings): string[] {
  const known = new Set(mappingNames(kind))

  return Object.keys(mappings).filter((name) => !known.has(name))
}

/** Every column of the source that a mapping reads, each once, in the order of the plan. */
export function columnsOf(mappings: Mappings): string[] {
  return [...new Set(Object.values(mappings).flatMap(columnsOfMapping))]
}

function columnsOfMapping(mapping: FieldMapping): readonly string[] {
  const full = fullMapping(mapping)

  return full.currencyFrom === undefined ? inputColumns(full) : [...inputColumns(full), full.currencyFrom]
}

/** Columns whose order of day and month must come from evidence: dates and instants without a format. Of joined columns, the first. */
export function undecidedDateColumns(kind: EntityKind, mappings: Mappings): string[] {
  const columns = Object.entries(mappings)
    .filter(([name, mapping]) => isDateName(kind, name) && fullMapping(mapping).format === undefined)
    .flatMap(([, mapping]) => inputColumns(fullMapping(mapping)).slice(0, 1))

  return [...new Set(columns)]
}

/** Columns of dates and moments, of joined ones the first. */
export function dateColumns(kind: EntityKind, mappings: Mappings): string[] {
  return [
    ...new Set(
      Object.entries(mappings).flatMap(([name, mapping]) =>
        isDateName(kind, name) ? inputColumns(fullMapping(mapping)).slice(0, 1) : [],
      ),
    ),
  ]
}

/** Columns of numbers whose decimal mark matters: amounts that are no minor units, and decimals. Several columns joined are none. */
export function numberColumns(kind: EntityKind, mappings: Mappings): string[] {
  return [
    ...new Set(Object.entries(mappings).flatMap(([name, mapping]) => numberInput(kind, name, fullMapping(mapping)))),
  ]
}

/** Those whose decimal mark must come from evidence. */
export function undecidedNumberColumns(
  kind: EntityKind,
  mappings: Mappings,
  systemMark: DecimalMark | undefined,
): string[] {
  const isOpen = (mapping: FieldMapping) => fullMapping(mapping).decimalMark === undefined && systemMark === undefined

  return numberColumns(kind, Object.fromEntries(Object.entries(mappings).filter(([, mapping]) => isOpen(mapping))))
}

function numberInput(kind: EntityKind, name: string, mapping: FullFieldMapping): readonly string[] {
  const isWhole = mapping.isMinorUnits ?? name.endsWith('Minor')
  const isNumber = isAmountName(name) ? !isWhole : storageOf(kind).get(name) === 'decimal'
  const columns = inputColumns(mapping)

  return isNumber && columns.length === 1 ? columns : []
}

/** Whether a name is mapped to a date or a moment. */
export function isDateName(kind: EntityKind, name: string): boolean {
  const storage = storageOf(kind).get(name)

  return name === 'changedAt' || storage === 'date' || storage === 'instant'
}

/** Canonical fields that an input name fills, for finding two that fill the same. */
export function filledFields(kind: EntityKind, name: string, mapping: FieldMapping): readonly string[] {
  if (kind === 'customer' && name === 'name') return []
  if (isAmountName(name)) return [amountTarget(name, mapping)].filter((field) => field !== undefined)

  return name === 'customer' ? ['customerKey'] : [name]
}

/** What a whole name is read into: a person's names, or those of a company. */
export const wholeNameFields = ['givenName', 'familyName', 'companyName', 'legalForm'] as const

/** Canonical fields that change with the column a plan names so. */
export function writtenFields(kind: EntityKind, name: string, mapping: FieldMapping): readonly string[] {
  return kind === 'customer' && name === 'name' ? wholeNameFields : filledFields(kind, name, mapping)
}

/** A mapping that can never give what it promises. `allowed` says what would. */
export interface MappingProblem {
  readonly name: string
  readonly found: string
  readonly allowed: string
}

/** What the schema of a plan cannot see in a mapping: it is found before the night, not as a million rejections. */
export function mappingProblems(kind: EntityKind, mappings: Mappings): MappingProblem[] {
  return Object.entries(mappings).flatMap(([name, mapping]) => {
    const { from, constant, format, vat } = fullMapping(mapping)
    const twin = Object.keys(mappings).find((other) => other !== name && isFilledTwice(kind, mappings, name, other))

    return [
      ...((from === undefined) === (constant === undefined)
        ? [{ name, found: 'neither or both of from and constant', allowed: 'one of them' }]
        : []),
      ...(format === undefined ? [] : formatProblems(kind, name, format)),
      ...vatProblems(name, vat),
      ...(twin === undefined
        ? []
        : [{ name, found: `the same field filled by ${twin}`, allowed: 'one input for each field' }]),
    ]
  })
}

function formatProblems(kind: EntityKind, name: string, format: string): MappingProblem[] {
  if (!isDateName(kind, name)) return [{ name, found: 'a format', allowed: 'formats on dates and moments only' }]
  if (isDateFormat(format)) return []

  return [
    {
      name,
      found: `the format ${format}`,
      allowed: 'a date-fns pattern with year, month and day, epoch-seconds, epoch-milliseconds or excel-serial',
    },
  ]
}

function vatProblems(name: string, vat: 'inclusive' | 'exclusive' | undefined): MappingProblem[] {
  if (name === 'total' && vat === undefined)
    return [{ name, found: 'a total without vat', allowed: 'vat: inclusive or vat: exclusive' }]
  const isContradiction = (name === 'gross' && vat === 'exclusive') || (name === 'net' && vat === 'inclusive')

  return isContradiction ? [{ name, found: `vat: ${vat}`, allowed: 'the name total, or no vat' }] : []
}

function isFilledTwice(kind: EntityKind, mappings: Mappings, name: string, other: string): boolean {
  const filled = filledFields(kind, name, mappings[name] ?? name)

  return filledFields(kind, other, mappings[other] ?? other).some((field) => filled.includes(field))
}
