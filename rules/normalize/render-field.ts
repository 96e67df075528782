import type { CanonicalRecord, EntityKind } from '../entity/entity.ts'
import { storageOf } from '../entity/entity.ts'
import { codeFor } from './code-list.ts'
import { compileMapping } from './compile-mapping.ts'
import { currencyScale } from './currency.ts'
import type { FieldMapping, FullFieldMapping } from './field-mapping.ts'
import { decimalMarkOf, fullMapping, inputColumns } from './mapped-input.ts'
import { filledFields, wholeNameFields } from './mapping-names.ts'
import { moneyText } from './money.ts'
import type { NormalizeContext } from './normalize-context.ts'
import { renderDate } from './render-date.ts'

type Mappings = Readonly<Record<string, FieldMapping>>

/** What is known of the record beside the value to write; each makes more fields writable. */
export interface RenderFacts {
  /** The record as it should become: a whole name needs both parts, an amount its currency, a postal code its country. */
  readonly record?: CanonicalRecord | undefined
  /** What the column holds now: shows how the source writes dates where the plan declares no format. */
  readonly before?: string | null | undefined
}

/** The text to write into one column of the source. */
export interface RenderedField {
  readonly column: string
  readonly raw: string
}

/**
 * The inverse of normalizing, for write-back: a canonical value in the source's own form. Undefined when it cannot be written:
 * no single column holds it, or reading the text again would not give the value back, which is tried before answering.
 */
export function renderField(
  kind: EntityKind,
  field: string,
  value: string,
  mappings: Mappings,
  context: NormalizeContext,
  facts: RenderFacts = {},
): RenderedField | undefined {
  const input = inputOf(kind, field, mappings)
  if (input === undefined) return undefined
  const full = fullMapping(input.mapping)
  const [column, ...others] = inputColumns(full)
  if (column === undefined || others.length > 0) return undefined

  const record = { ...facts.record, [field]: value }
  const raw = rawText(
    kind,
    field,
    {
      name: input.name,
      full,
      record,
      before: facts.before,
      column,
      hasFormColumn: mappings['legalForm'] !== undefined,
    },
    context,
  )
  if (raw === undefined) return undefined
  return readsBack(kind, field, value, { ...input, column, raw, record }, mappings, context)
    ? { column, raw }
    : undefined
}

interface Rendering {
  readonly name: string
  readonly full: FullFieldMapping
  readonly record: CanonicalRecord
  readonly before: string | null | undefined
  readonly column: string
  /** Whether the legal form has a column of its own, so that the name goes without it. */
  readonly hasFormColumn: boolean
}

/** The input that fills a field: its own, else the whole name, else the company name that carries the legal form. */
function inputOf(
  kind: EntityKind,
  field: string,
  mappings: Mappings,
): { name: string; mapping: FieldMapping } | undefined {
  const filling = Object.entries(mappings).find(([name, mapping]) => filledFields(kind, name, mapping).includes(field))
  if (filling !== undefined) return { name: filling[0], mapping: filling[1] }
  if (kind !== 'customer' || !wholeNameFields.some((part) => part === field)) return undefined
  const name = field === 'legalForm' && mappings['companyName'] !== undefined ? 'companyName' : 'name'
  const mapping = mappings[name]

  return mapping === undefined ? undefined : { name, mapping }
}

function rawText(kind: EntityKind, field: string, rendering: Rendering, context: NormalizeContext): string | undefined {
  const { full, record, name } = rendering
  const value = record[field] ?? ''
  const { values } = full
  const storage = storageOf(kind).get(field)

  if (values !== undefined) return codeFor(values, value)
  if (name === 'name' || name === 'companyName') return wholeName(rendering)
  if (field.endsWith('Minor')) return amountText(value, rendering, context)
  if (storage === 'date' || storage === 'instant')
    return renderDate(value, { full, storage, before: rendering.before, column: rendering.column }, context)
  return storage === 'decimal' ? withMark(value, full, context) : value
}

/** "Jan Novák" or "Acme, s.r.o.": a whole name is written only when all its parts are known, or a form would be lost. */
function wholeName({ name, record, hasFormColumn }: Rendering): string | undefined {
  const { givenName, familyName, companyName, legalForm } = record
  if (companyName != null) {
    if (hasFormColumn || legalForm === null) return companyName
    return legalForm === undefined ? undefined : `${companyName}${legalForm.includes('.') ? ', ' : ' '}${legalForm}`
  }
  if (name === 'companyName' || givenName == null || familyName == null) return undefined

  return `${givenName} ${familyName}`
}

function amountText(minor: string, { full, name, record }: Rendering, context: NormalizeContext): string | undefined {
  if (!/^-?\d+$/.test(minor)) return undefined
  if (full.isMinorUnits ?? name.endsWith('Minor')) return minor
  const currency = record['currency'] ?? ownCurrency(full, context)
  const scale = record['scale'] == null ? currencyScale(currency) : Number(record['scale'])

  return scale === undefined ? undefined : withMark(moneyText(BigInt(minor), scale), full, context)
}

/** The currency an amount has without its record's word; none when a column decides. */
function ownCurrency({ currencyFrom, currency }: FullFieldMapping, { system, company }: NormalizeContext): string {
  return currencyFrom === undefined ? (currency ?? system.currency ?? company.currency) : ''
}

function withMark(decimal: string, full: FullFieldMapping, context: NormalizeContext): string {
  return decimalMarkOf(full, context) === ',' ? decimal.replace('.', ',') : decimal
}

/** Normalizes the text as the next night will, beside what decides its reading: country, currency, scale. */
function readsBack(
  kind: EntityKind,
  field: string,
  value: string,
  written: Written,
  mappings: Mappings,
  context: NormalizeContext,
): boolean {
  const { name, mapping, column, raw, record } = written
  const { currencyFrom } = fullMapping(mapping)
  const constant = (beside: string, isRead: boolean) => {
    const known = record[beside]
    return known == null || !isRead || beside === name ? {} : { [beside]: { constant: known } }
  }
  const readAgain = compileMapping(
    kind,
    {
      ...constant('country', true),
      ...constant('currency', mappings['currency'] !== undefined),
      ...constant('scale', mappings['scale'] !== undefined),
      [name]: mapping,
    },
    context,
  )
  const fields =
    currencyFrom === undefined ? { [column]: raw } : { [currencyFrom]: record['currency'] ?? null, [column]: raw }

  return readAgain({ changedAt: null, fields }).record[field] === value
}

interface Written extends RenderedField {
  readonly name: string
  readonly mapping: FieldMapping
  readonly record: CanonicalRecord
}
